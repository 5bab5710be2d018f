//! Papers that say something: a certificate, an assessment of risks, an artist's technical rider.

use super::TitleBlock;
use super::frame::{paper_foot, paper_head};
use super::paper::{
    AMBER, BLACK, GREEN, GREY, Ink, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen, turned,
};
use super::table::{Table, bold_column, column, heading};

const SEAL: Ink = [0.55, 0.12, 0.18];
const GOLD: Ink = [0.72, 0.58, 0.28];
const SAFETY: Ink = [0.36, 0.18, 0.16];
const ARTIST: Ink = [0.16, 0.16, 0.18];

/// A certificate of flame resistance.
pub(super) fn certificate(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    paper.rect((0.0, 0.0), (210.0, 297.0), filled([0.997, 0.992, 0.975]));
    for (inset, width) in [(10.0, 1.2), (12.5, 0.3), (16.0, 0.3)] {
        paper.rect((inset, inset), (210.0 - 2.0 * inset, 297.0 - 2.0 * inset), outlined(pen(GOLD, width)));
    }
    guilloche(&mut paper);
    for (x, y) in [(16.0, 16.0), (194.0, 16.0), (16.0, 281.0), (194.0, 281.0)] {
        paper.circle((x, y), 3.4, filled([0.997, 0.992, 0.975]).with(pen(GOLD, 0.5)));
        paper.circle((x, y), 1.4, filled(GOLD));
    }
    paper.text((105.0, 50.0), "CERTIFICATE", letters(15.0).bold().centred());
    paper.text((105.0, 60.0), &title.title, letters(5.6).ink(SEAL).centred().fitted(&title.title, 150.0));
    paper.line((60.0, 66.0), (150.0, 66.0), pen(GOLD, 0.6));
    let text = format!(
        "This is to certify that the fabrics listed below, supplied for {}, have been treated and tested \
         and meet the class named beside each of them. The treatment lasts for twelve months from the date \
         of this certificate or until the fabric is washed, whichever comes first.",
        title.event
    );
    let mut y = paper.paragraph((34.0, 78.0), 142.0, &text, letters(3.7)) + 4.0;
    let columns = [bold_column("NO.", 16.0), column("FABRIC", 62.0), column("SIZE", 32.0), bold_column("CLASS", 32.0)];
    let mut rows = vec![
        ["1", "Wool serge, black", "320 m²", "B-s1, d0"],
        ["2", "Stage skirt, molton", "90 m²", "B-s1, d0"],
        ["3", "Printed mesh, PA wings", "140 m²", "B-s2, d0"],
        ["4", "Tent lining, white", "560 m²", "B-s1, d0"],
        ["5", "Cyclorama, unbleached", "180 m²", "B-s1, d0"],
        ["6", "Bar counters, stretch", "60 m²", "C-s2, d0"],
    ];
    if title.revision > 1 {
        rows.push(["7", "Banner, front of stage", "48 m²", "B-s1, d0"]);
    }
    y = Table { at: (34.0, y), row: 7.0, columns: &columns, ink: SEAL }.draw(&mut paper, rows);
    y = paper.paragraph((34.0, y + 10.0), 142.0, "Tested by the vertical flame test on samples taken from every roll. Reports are kept for ten years and sent on request.", letters(3.3).ink(GREY));
    let foot = y.max(216.0);
    for (x, name, value) in
        [(34.0, "NUMBER", format!("FR-{:04}", 2480 + title.revision)), (76.0, "DATE", title.date.clone())]
    {
        paper.text((x, foot), name, letters(2.6).ink(GREY));
        paper.text((x, foot + 6.0), &value, letters(4.4).bold());
    }
    signature(&mut paper, (34.0, foot + 32.0));
    paper.text((34.0, foot + 39.0), &title.author, letters(3.6).bold());
    paper.text((34.0, foot + 43.6), "Authorised signature", letters(2.8).ink(GREY));
    seal(&mut paper, (154.0, foot + 26.0));
    vec![paper]
}

/// Fine crossing waves, as on papers that are hard to copy.
fn guilloche(paper: &mut Paper) {
    paper.veiled(0.3, |paper| {
        for strand in 0..14_u8 {
            let shift = f32::from(strand) * 1.4;
            let spots: Vec<Spot> = (0..19_u8)
                .map(|step| {
                    let swing = if step % 2 == 0 { 1.0 } else { -1.0 };
                    (
                        24.0 + f32::from(step) * 9.0,
                        150.0 + swing * (4.0 + shift) + if strand % 2 == 0 { 2.0 } else { -2.0 },
                    )
                })
                .collect();
            paper.curve(&spots, pen(GOLD, 0.12));
        }
    });
}

fn signature(paper: &mut Paper, at: Spot) {
    let (x, y) = at;
    let stroke = [
        (2.0, -2.0),
        (6.0, -9.0),
        (8.0, -3.0),
        (5.0, 2.0),
        (10.0, -4.0),
        (13.0, -1.0),
        (16.0, -6.0),
        (19.0, -1.0),
        (23.0, -4.0),
        (27.0, -1.0),
        (33.0, -7.0),
        (35.0, 0.0),
        (46.0, -3.0),
    ];
    let spots: Vec<Spot> = stroke.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
    paper.curve(&spots, pen([0.10, 0.16, 0.45], 0.5));
    paper.line((x, y + 2.0), (x + 62.0, y + 2.0), pen(BLACK, 0.25));
}

fn seal(paper: &mut Paper, middle: Spot) {
    for (ribbon, lean) in [(-6.0, -4.0), (6.0, 4.0)] {
        let (x, y) = (middle.0 + ribbon, middle.1 + 12.0);
        paper.polygon(
            &[(x - 4.5, y), (x + 4.5, y), (x + 4.5 + lean, y + 22.0), (x + lean, y + 17.0), (x - 4.5 + lean, y + 22.0)],
            filled([0.68, 0.20, 0.26]),
        );
    }
    let points: Vec<Spot> = (0..48_u8)
        .map(|step| turned(middle, (if step % 2 == 0 { 19.0 } else { 17.2 }, 0.0), f32::from(step) * 7.5))
        .collect();
    paper.polygon(&points, filled(SEAL));
    paper.circle(middle, 14.6, outlined(pen(WHITE, 0.4)));
    paper.circle(middle, 13.2, outlined(pen(WHITE, 0.2)));
    let flame = [(0.0, -8.0), (3.4, -3.0), (4.6, 2.0), (2.6, 6.4), (-2.6, 6.4), (-4.6, 2.0), (-2.2, -1.4)];
    paper.blob(&flame.map(|(dx, dy)| (middle.0 + dx, middle.1 + dy)), filled(WHITE));
    paper.blob(
        &[(0.2, 0.0), (2.0, 3.4), (0.0, 5.8), (-2.0, 3.4)].map(|(dx, dy)| (middle.0 + dx, middle.1 + dy)),
        filled(SEAL),
    );
}

/// Hazard, who is at risk, likelihood and severity before, measure, likelihood and severity after.
type Hazard = (&'static str, &'static str, (u8, u8), &'static str, (u8, u8));

const HAZARDS: [Hazard; 10] = [
    ("Fall from height", "Riggers", (3, 5), "Fall arrest, rescue plan, no lone work above 2 m", (1, 5)),
    ("Falling objects", "Crew", (3, 4), "Exclusion zone, tool lanyards, helmets under load", (1, 4)),
    ("Electric shock", "Crew, artists", (2, 5), "30 mA devices, test before use, barriers at boards", (1, 5)),
    ("Crowd pressure at the pit", "Audience", (3, 5), "Rated barrier, pit team, show stop procedure", (2, 5)),
    ("Wind on the roof", "Everybody", (3, 5), "Anemometer, lower at 20 m/s, clear at 25 m/s", (1, 5)),
    ("Fire in the food court", "Traders, audience", (2, 4), "Gas checks, extinguishers, 3 m between pitches", (1, 4)),
    ("Vehicles on site", "Crew, audience", (3, 4), "No movement after doors, banksmen, 5 km/h", (1, 4)),
    ("Noise", "Crew, audience", (4, 3), "Limits at the consoles, ear plugs at every bar", (2, 2)),
    ("Slips and trips", "Everybody", (4, 2), "Cable ramps, lit ways, duckboards when wet", (2, 2)),
    ("Falling into the harbour", "Audience", (2, 5), "Fence on the quay, lifebuoys, boat on watch", (1, 5)),
];

/// The assessment of risks.
pub(super) fn risks(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    let top = paper_head(&mut paper, title, "HS-005", SAFETY);
    let columns = [
        column("HAZARD", 40.0),
        column("AT RISK", 28.0),
        column("BEFORE", 16.0),
        column("WHAT WE DO", 74.0),
        column("AFTER", 16.0),
    ];
    // A later revision has looked at one hazard more.
    let known = if title.revision > 1 { HAZARDS.len() } else { HAZARDS.len() - 1 };
    let rows = HAZARDS.iter().take(known);
    let lines = rows.clone().map(|(hazard, who, _, measure, _)| [*hazard, *who, "", *measure, ""]);
    let mut y = Table { at: (18.0, top), row: 9.6, columns: &columns, ink: SAFETY }.draw(&mut paper, lines);
    let mut line = top + 6.4;
    for (_, _, before, _, after) in rows {
        score(&mut paper, (94.0, line + 4.8), *before);
        score(&mut paper, (184.0, line + 4.8), *after);
        line += 9.6;
    }
    y = heading(&mut paper, y + 8.0, "How the numbers are read", SAFETY);
    paper.paragraph((106.0, y + 4.0), 84.0, "Likelihood times severity, each from 1 to 5. Below 6 the work may begin. From 6 to 12 it needs the measures named here, checked by the head of department. Above 12 it does not begin.", letters(3.1));
    paper.text((106.0, y + 34.0), "Read and understood by every head of department", letters(3.1).bold());
    paper.text((106.0, y + 39.0), "before the first shift of each day.", letters(3.1).bold());
    for likelihood in 1..=5_u8 {
        for severity in 1..=5_u8 {
            let corner = (30.0 + f32::from(severity) * 10.0, y + 50.0 - f32::from(likelihood) * 10.0);
            paper.rect(corner, (10.0, 10.0), filled(risk_ink(likelihood * severity)).with(pen(WHITE, 0.4)));
            paper.text(
                (corner.0 + 5.0, corner.1 + 6.4),
                &(likelihood * severity).to_string(),
                letters(3.6).bold().ink(WHITE).centred(),
            );
        }
    }
    paper.text((65.0, y + 56.0), "Severity", letters(2.8).ink(GREY).centred());
    paper.text((36.0, y + 25.0), "Likelihood", letters(2.8).ink(GREY).centred().turned(90.0));
    paper_foot(&mut paper, title, 1, 1);
    vec![paper]
}

fn risk_ink(score: u8) -> Ink {
    match score {
        0..=5 => GREEN,
        6..=12 => AMBER,
        _ => RED,
    }
}

fn score(paper: &mut Paper, middle: Spot, (likelihood, severity): (u8, u8)) {
    let score = likelihood * severity;
    paper.card((middle.0 - 5.0, middle.1 - 3.2), (10.0, 6.4), 1.0, filled(risk_ink(score)));
    paper.text((middle.0, middle.1 + 1.4), &score.to_string(), letters(3.8).bold().ink(WHITE).centred());
}

/// The technical rider of an artist: four pages.
pub(super) fn rider(title: &TitleBlock) -> Vec<Paper> {
    let hours = if title.revision > 1 { "four" } else { "three" };
    let get_in = format!(
        "The artist needs the stage for {hours} hours before doors, of which ninety minutes are a sound check without other work on stage."
    );
    let pages: [&[(&str, &[&str])]; 4] = [
        &[
            (
                "1  About this rider",
                &[
                    "This rider is part of the contract. If something in it cannot be met, say so early: nearly everything has a second way, and none of it has one on the day of the show.",
                    "The touring party is fourteen people: five musicians, three brass players, six crew.",
                ],
            ),
            (
                "2  Stage",
                &[
                    "At least 12 by 10 metres, level, dry, and able to carry 7.5 kilonewtons on each square metre. Six metres clear from the deck to the lowest truss.",
                    "Risers: drums 3 by 2.6 metres at 0.60, keys 2.4 by 2 at 0.40, brass 2.2 by 1.8 at 0.40. Carpeted, skirted in black, with brakes.",
                    "Load-in at stage level or by a ramp that two people can use with a flight case of 200 kilograms.",
                ],
            ),
            ("3  Time", &[&get_in]),
        ],
        &[
            (
                "4  Audio",
                &[
                    "A flown system of a well-known maker, even over the whole arena within three decibels and able to give 102 dB(A) at the desk without strain. Subs on the ground in one arc.",
                    "Desk at the centre, no further than 35 metres from the stage and not under a balcony. We bring our own console and need 32 lines, two returns and a network pair.",
                    "Monitors: nine wedges in seven mixes, two side fills, eight stereo in-ear systems on frequencies that the site has coordinated.",
                ],
            ),
            (
                "5  Microphones",
                &[
                    "See the input list. Replacements of the same kind are welcome; please ask for the vocal microphones.",
                ],
            ),
        ],
        &[
            (
                "6  Lighting",
                &[
                    "At least 16 moving spots, 20 washes and 10 beams in three trusses, four blinders facing the audience, haze on both sides.",
                    "We programme on site and need the rig focused one hour before our sound check. The show file is sent two weeks before.",
                    "No strobes during the fourth song: it is filmed.",
                ],
            ),
            (
                "7  Video",
                &[
                    "A wall of 8 by 4.5 metres, 3.9 millimetres or finer, upstage centre, on a truss of its own. Content runs from our server by two fibre pairs.",
                ],
            ),
            (
                "8  Power",
                &[
                    "Audio 125 A three-phase, lighting 250 A, video 125 A, each from its own transformer, earthed and tested, with the sheet to show for it.",
                ],
            ),
        ],
        &[
            (
                "9  Crew",
                &[
                    "Eight stage hands for load-in and load-out, two of them for lighting; two riggers; one electrician on duty from load-in to load-out.",
                    "The same eight people for both, please: they know by then where things go.",
                ],
            ),
            (
                "10  Hospitality",
                &[
                    "Three rooms that lock, one of them for crew, with water, light over a mirror, and a shower near by. Hot food for fourteen, of which four vegan.",
                    "Towels: twelve large and black, for the stage.",
                ],
            ),
            (
                "11  Agreed",
                &[
                    "Signed for the artist and for the festival, each with a date. Changes after signing go into a new revision, never onto this paper by hand.",
                ],
            ),
        ],
    ];
    (1_u32..).zip(pages).map(|(number, parts)| rider_page(title, number, parts)).collect()
}

fn rider_page(title: &TitleBlock, number: u32, parts: &[(&str, &[&str])]) -> Paper {
    let mut paper = Paper::a4();
    let mut y = paper_head(&mut paper, title, "TR-001", ARTIST) + 4.0;
    for (name, paragraphs) in parts {
        y = heading(&mut paper, y, name, ARTIST) + 2.0;
        for paragraph in *paragraphs {
            y = paper.paragraph((18.0, y), 160.0, paragraph, letters(3.9)) + 3.4;
        }
        y += 5.0;
    }
    if number == 4 {
        paper.line((110.0, 232.0), (172.0, 232.0), pen(BLACK, 0.25));
        signature(&mut paper, (18.0, 230.0));
        paper.text((18.0, 237.0), "For the artist", letters(3.0).ink(GREY));
        paper.text((110.0, 237.0), "For the festival", letters(3.0).ink(GREY));
    } else {
        paper.line((18.0, y), (40.0, y), pen(PALE, 0.6));
    }
    paper_foot(&mut paper, title, number, 4);
    paper
}

//! Papers that are lists: channels of a stage, telephone numbers, who comes when, what there is to eat.

use super::TitleBlock;
use super::frame::{paper_foot, paper_head};
use super::paper::{AMBER, BLACK, BLUE, GREEN, GREY, Ink, MIST, PALE, Paper, RED, WHITE, filled, letters, pen};
use super::table::{Table, bold_column, column, fact, heading};

const AUDIO: Ink = [0.13, 0.23, 0.36];
const OFFICE: Ink = [0.25, 0.30, 0.36];
const KITCHEN: Ink = [0.42, 0.28, 0.14];

/// Channel, source, microphone, stand.
const CHANNELS: [[&str; 4]; 32] = [
    ["Kick in", "Boundary", "on cushion", "Drums"],
    ["Kick out", "Large dynamic", "short boom", "Drums"],
    ["Snare top", "Dynamic", "short boom", "Drums"],
    ["Snare bottom", "Small condenser", "clip", "Drums"],
    ["Hi-hat", "Small condenser", "short boom", "Drums"],
    ["Rack tom 1", "Clip dynamic", "clip", "Drums"],
    ["Rack tom 2", "Clip dynamic", "clip", "Drums"],
    ["Floor tom", "Clip dynamic", "clip", "Drums"],
    ["Overhead right", "Condenser", "tall boom", "Drums"],
    ["Overhead left", "Condenser", "tall boom", "Drums"],
    ["Sample pad L", "DI", "—", "Drums"],
    ["Sample pad R", "DI", "—", "Drums"],
    ["Bass line", "Active DI", "—", "Bass"],
    ["Bass cabinet", "Large dynamic", "short boom", "Bass"],
    ["Guitar 1 A", "Dynamic", "short boom", "Stage right"],
    ["Guitar 1 B", "Ribbon", "short boom", "Stage right"],
    ["Guitar 2", "Dynamic", "short boom", "Stage left"],
    ["Acoustic guitar", "Active DI", "—", "Centre"],
    ["Keys 1 L", "DI", "—", "Keys"],
    ["Keys 1 R", "DI", "—", "Keys"],
    ["Keys 2 L", "DI", "—", "Keys"],
    ["Keys 2 R", "DI", "—", "Keys"],
    ["Trumpet", "Clip condenser", "radio", "Brass"],
    ["Alto saxophone", "Clip condenser", "radio", "Brass"],
    ["Trombone", "Clip condenser", "radio", "Brass"],
    ["Lead vocal", "Radio, hand-held", "straight", "Centre"],
    ["Lead vocal spare", "Radio, hand-held", "monitors", "Centre"],
    ["Vocal guitar 1", "Dynamic vocal", "tall boom", "Stage right"],
    ["Vocal bass", "Dynamic vocal", "tall boom", "Stage left"],
    ["Vocal keys", "Dynamic vocal", "tall boom", "Keys"],
    ["Audience right", "Shotgun", "short", "Downstage"],
    ["Audience left", "Shotgun", "short", "Downstage"],
];

/// The channels with their numbers. A later revision carries fewer: the samples come from the console then.
pub(super) fn channels(revision: u32) -> impl Iterator<Item = (u32, [&'static str; 4])> {
    let is_carried = move |place: usize| revision < 2 || !(10..12).contains(&place);
    (1..).zip(CHANNELS.into_iter().enumerate().filter(move |(place, _)| is_carried(*place)).map(|(_, row)| row))
}

/// The input list.
pub(super) fn inputs(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    let top = paper_head(&mut paper, title, "AU-110", AUDIO);
    let columns = [
        bold_column("CH", 12.0),
        bold_column("SOURCE", 44.0),
        column("MICROPHONE OR DI", 44.0),
        column("STAND", 34.0),
        column("WHERE", 40.0),
    ];
    let numbered: Vec<(String, [&str; 4])> =
        channels(title.revision).map(|(number, row)| (number.to_string(), row)).collect();
    let rows = numbered
        .iter()
        .map(|(number, [source, microphone, stand, place])| [number.as_str(), *source, *microphone, *stand, *place]);
    let end = Table { at: (18.0, top), row: 6.0, columns: &columns, ink: AUDIO }.draw(&mut paper, rows);
    let note = "Two sub-snakes of 16, drums and downstage. Phantom power only where a condenser or an active DI is named. All radio on the coordinated list of the site.";
    paper.paragraph((18.0, end + 6.0), 174.0, note, letters(2.8).ink(GREY));
    paper_foot(&mut paper, title, 1, 1);
    vec![paper]
}

/// The contact sheet. Numbers are from the range that is kept free for stories.
pub(super) fn contacts(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    let top = paper_head(&mut paper, title, "PR-002", OFFICE);
    let columns =
        [bold_column("DESK", 56.0), column("WHERE", 46.0), bold_column("TELEPHONE", 44.0), column("RADIO", 28.0)];
    let groups: [(&str, &[[&str; 4]]); 4] = [
        (
            "Production",
            &[
                ["Production manager", "Production cabin", "+44 1632 960001", "1"],
                ["Production coordinator", "Production cabin", "+44 1632 960002", "1"],
                ["Site manager", "Compound gate", "+44 1632 960003", "2"],
                ["Stage manager, main stage", "Stage left", "+44 1632 960004", "5"],
                ["Stage manager, quay stage", "Stage right", "+44 1632 960005", "6"],
                ["Runner", "Production cabin", "+44 1632 960006", "1"],
            ],
        ),
        (
            "Technical",
            &[
                ["Head of audio", "FOH tower", "+44 1632 960011", "7"],
                ["Head of lighting", "FOH tower", "+44 1632 960012", "8"],
                ["Head of video", "Video village", "+44 1632 960013", "8"],
                ["Head rigger", "Stage", "+44 1632 960014", "5"],
                ["Power", "Generator pen", "+44 1632 960015", "2"],
            ],
        ),
        (
            "Safety",
            &[
                ["Event control", "Control room", "+44 1632 960021", "1"],
                ["Safety officer", "Control room", "+44 1632 960022", "1"],
                ["Head of security", "Control room", "+44 1632 960023", "3"],
                ["Medical lead", "Main post", "+44 1632 960024", "4"],
                ["Fire officer on call", "Port station", "+44 1632 960025", "—"],
            ],
        ),
        (
            "Guests",
            &[
                ["Artist liaison", "Dressing rooms", "+44 1632 960031", "9"],
                ["Catering", "Catering tent", "+44 1632 960032", "9"],
                ["Accreditation", "Main gate", "+44 1632 960033", "2"],
                ["Press", "Main gate", "+44 1632 960034", "9"],
                ["Lost children", "Quiet room", "+44 1632 960035", "4"],
            ],
        ),
    ];
    let mut y = top - 3.0;
    for (group, rows) in groups {
        // The first issue forgot the quiet room.
        let shown = rows.get(..rows.len() - usize::from(group == "Guests" && title.revision < 2)).unwrap_or(rows);
        y = heading(&mut paper, y, group, OFFICE);
        y = Table { at: (18.0, y - 2.0), row: 6.4, columns: &columns, ink: OFFICE }
            .draw(&mut paper, shown.iter().map(|row| row.iter().copied()))
            + 4.0;
    }
    paper.card((18.0, y + 2.0), (174.0, 13.0), 1.5, filled([0.99, 0.93, 0.93]).with(pen(RED, 0.4)));
    paper.text((23.0, y + 7.6), "In an emergency call control on channel 1, then 112.", letters(3.8).bold().ink(RED));
    paper.text((23.0, y + 12.2), "Say where you are by letter and number of the site plan.", letters(2.9));
    paper_foot(&mut paper, title, 1, 1);
    vec![paper]
}

/// The call sheet of a show day.
pub(super) fn calls(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    let top = paper_head(&mut paper, title, "PR-020", OFFICE);
    for (x, name, value) in [
        (18.0, "DOORS", "14:00"),
        (63.0, "FIRST ACT", "15:00"),
        (108.0, "HEADLINE", "21:30"),
        (153.0, "CURFEW", "23:00"),
    ] {
        paper.card((x, top - 3.0), (39.0, 17.0), 1.5, filled(MIST));
        paper.text((x + 4.0, top + 2.0), name, letters(2.4).ink(GREY));
        paper.text((x + 4.0, top + 10.4), value, letters(7.4).bold());
    }
    for (x, name, value) in [
        (18.0, "WHERE", "Harbour quay, gate 2"),
        (78.0, "HOSPITAL", "General, 2.4 km, +44 1632 960040"),
        (138.0, "WEATHER", "19 °C, wind west 5 m/s"),
    ] {
        fact(&mut paper, (x, top + 21.0), name, value);
    }
    let shift = u32::from(title.revision > 1) * 30;
    let mut y = heading(&mut paper, top + 30.0, "Who comes when", OFFICE);
    let people: [(&str, u32, &str, &str); 13] = [
        ("Catering", 6 * 60 + 30, "Catering tent", "Breakfast from 07:00"),
        ("Production", 7 * 60, "Production cabin", "Radio check 07:15"),
        ("Riggers", 7 * 60 + 30, "Main stage", "Harness check before the first climb"),
        ("Local crew, 24 people", 8 * 60, "Compound gate", "Boots, gloves, helmet"),
        ("Lighting", 8 * 60 + 30, "Main stage", ""),
        ("Audio", 9 * 60, "FOH tower", "Noise limits at the consoles"),
        ("Video", 9 * 60, "Video village", ""),
        ("Backline", 10 * 60 + shift, "Loading dock", "Line check 11:00"),
        ("Security", 12 * 60, "Control room", "Briefing 12:30"),
        ("Medical", 12 * 60, "Main post", "Briefing 12:30"),
        ("Bars", 11 * 60 + 30, "Bar 1", ""),
        ("Headline artist", 16 * 60 + shift, "Dressing room 1", "Sound check 16:30"),
        ("Press, six people", 17 * 60, "Main gate", "Pit for the first three songs"),
    ];
    // The press comes into it with the second issue.
    let called = people.iter().take(people.len() - usize::from(title.revision < 2));
    let rows: Vec<[String; 4]> = called
        .map(|(who, minutes, place, note)| {
            [
                (*who).to_owned(),
                format!("{:02}:{:02}", minutes / 60, minutes % 60),
                (*place).to_owned(),
                (*note).to_owned(),
            ]
        })
        .collect();
    let columns = [bold_column("WHO", 48.0), bold_column("CALL", 20.0), column("WHERE", 44.0), column("NOTE", 62.0)];
    y = Table { at: (18.0, y - 2.0), row: 7.6, columns: &columns, ink: OFFICE }
        .draw(&mut paper, rows.iter().map(|row| row.iter().map(String::as_str)));
    y = heading(&mut paper, y + 8.0, "The day", OFFICE) + 4.0;
    let times = [
        ("07:30", "Load-in and rigging"),
        ("11:00", "Line check"),
        ("12:00", "Sound check, openers"),
        ("13:00", "Lunch, stage clear"),
        ("14:00", "Doors"),
        ("17:30", "Dinner in two sittings"),
        ("21:30", "Headline"),
        ("23:00", "Curfew, load-out"),
    ];
    for (row, (time, what)) in (0_u8..).zip(times) {
        let x = 18.0 + if row % 2 == 0 { 0.0 } else { 88.0 };
        let line = y + f32::from(row / 2) * 8.4;
        paper.text((x, line), time, letters(3.6).bold().ink(BLUE));
        paper.text((x + 16.0, line), what, letters(3.4));
    }
    paper_foot(&mut paper, title, 1, 1);
    vec![paper]
}

/// A day of catering: its name, what is on, and its dishes, each with what it is fit for.
type Day<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// The menu of catering.
pub(super) fn menu(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a4();
    paper.rect((0.0, 0.0), (210.0, 297.0), filled([0.995, 0.985, 0.96]));
    let top = paper_head(&mut paper, title, "CA-030", KITCHEN);
    let thursday_soup = if title.revision > 1 { "Carrot and ginger soup" } else { "Leek and potato soup" };
    let days: [Day<'_>; 4] = [
        (
            "Thursday",
            "Build day · 60 people",
            &[
                (thursday_soup, "VG GF"),
                ("Fish pie with peas", ""),
                ("Chickpea curry, rice", "VG GF"),
                ("Apple crumble", "V"),
            ],
        ),
        (
            "Friday",
            "Show day 1 · 140 people",
            &[
                ("Tomato and basil salad", "VG GF"),
                ("Roast chicken, lemon potatoes", "GF"),
                ("Mushroom stroganoff", "V"),
                ("Chocolate tart", "V"),
            ],
        ),
        (
            "Saturday",
            "Show day 2 · 160 people",
            &[
                ("Mezze plate", "V"),
                ("Slow-cooked lamb, couscous", ""),
                ("Aubergine parmigiana", "V GF"),
                ("Berries and cream", "V GF"),
            ],
        ),
        (
            "Sunday",
            "Strike · 70 people",
            &[
                ("Minestrone", "VG"),
                ("Beef chilli, cornbread", ""),
                ("Three-bean chilli", "VG GF"),
                ("Lemon drizzle cake", "V"),
            ],
        ),
    ];
    let mut y = top + 4.0;
    for (day, note, dishes) in days {
        paper.text((18.0, y + 2.0), day, letters(6.4).bold().ink(KITCHEN));
        paper.text((192.0, y + 2.0), note, letters(3.0).ink(GREY).right());
        paper.line((18.0, y + 5.0), (192.0, y + 5.0), pen(KITCHEN, 0.35));
        y += 13.0;
        for (dish, marks) in dishes {
            paper.text((26.0, y), dish, letters(4.2));
            let mut x = 190.0;
            for mark in marks.split_whitespace().rev() {
                let ink = if mark == "GF" { AMBER } else { GREEN };
                paper.card((x - 10.0, y - 3.8), (10.0, 5.4), 2.6, filled(ink));
                paper.text((x - 5.0, y), mark, letters(3.0).bold().ink(WHITE).centred());
                x -= 12.0;
            }
            paper.line((26.0 + letters(4.2).width(dish) + 3.0, y), (x - 3.0, y), pen(PALE, 0.25).fine_dashed());
            y += 8.6;
        }
        y += 7.0;
    }
    paper.text(
        (105.0, y + 4.0),
        "V vegetarian · VG vegan · GF without gluten · tell us about allergies at the counter",
        letters(3.0).ink(BLACK).centred(),
    );
    paper.text(
        (105.0, y + 10.0),
        "Breakfast 07:00–09:30 · Lunch 12:30–14:30 · Dinner 17:30–20:00",
        letters(3.6).bold().ink(KITCHEN).centred(),
    );
    paper_foot(&mut paper, title, 1, 1);
    vec![paper]
}

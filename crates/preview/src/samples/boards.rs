//! Sheets that hang on walls: the order of the days and the list of signs.

use super::TitleBlock;
use super::frame::{COLUMN, COLUMN_WIDTH, Facts, cloud, drawing_frame, key_entry, key_heading};
use super::ground::first_aid;
use super::paper::{
    AMBER, BLACK, BLUE, GREEN, GREY, Ink, MIST, PALE, Paper, RED, Spot, WHITE, filled, letters, mixed, outlined, pen,
};

const ORDER: Facts = Facts {
    number: "PR-010",
    scale: "none",
    changes: &[
        "Saturday on the quay stage half an hour later",
        "Change-overs on the main stage shortened",
        "Second film added in the tent",
    ],
    notes: &[
        "Times are local. Sets end on time; the next act never starts early.",
        "Change-over on the main stage: 30 minutes, on the others 20.",
        "Curfew is a licence condition: 23:00 on all stages.",
    ],
    ink: [0.20, 0.22, 0.45],
};

const SIGNS: Facts = Facts {
    number: "SG-001",
    scale: "as noted",
    changes: &["Sign S4 in two languages", "Twelve more exit signs"],
    notes: &[
        "Printed on 5 mm board, matt, edges sealed.",
        "Lower edge at 2.20 m where people walk under it.",
        "Exit signs lit or within 2 m of a lamp on a supply of its own.",
    ],
    ink: [0.12, 0.34, 0.30],
};

/// An act: its name, when it begins in minutes after noon, how long it plays, and how much it is the reason to come.
type Act = (&'static str, u16, u16, u8);

const FRIDAY: [(&str, &[Act]); 3] = [
    (
        "MAIN STAGE",
        &[
            ("Tidal Choir", 180, 40, 0),
            ("Lantern Society", 250, 45, 0),
            ("The Slow Ferries", 325, 50, 1),
            ("Salt & Copper", 405, 60, 1),
            ("Northern Pilots", 495, 60, 2),
            ("Harbour Lights Orchestra", 585, 75, 2),
        ],
    ),
    (
        "QUAY STAGE",
        &[
            ("Paper Anchors", 150, 35, 0),
            ("Low Water", 215, 40, 0),
            ("Gull & Sons", 290, 40, 1),
            ("Brass Tonnage", 365, 45, 1),
            ("Night Tide", 455, 50, 2),
            ("Deckhands", 545, 60, 2),
        ],
    ),
    (
        "TENT",
        &[
            ("Film: Ropework", 140, 50, 0),
            ("Sea songs for all", 210, 45, 1),
            ("Talk: building a boat", 280, 40, 0),
            ("Puppets", 350, 40, 1),
            ("Open microphone", 420, 80, 0),
            ("Dance until late", 530, 120, 1),
        ],
    ),
];

const SATURDAY: [(&str, &[Act]); 3] = [
    (
        "MAIN STAGE",
        &[
            ("School brass", 150, 30, 0),
            ("Kelp", 210, 45, 0),
            ("Two Moorings", 285, 50, 1),
            ("Estuary", 365, 60, 1),
            ("Copper Wire Band", 455, 65, 2),
            ("Lighthouse", 560, 90, 2),
        ],
    ),
    (
        "QUAY STAGE",
        &[
            ("Drift", 150, 35, 0),
            ("Ballast", 215, 40, 0),
            ("Small Craft", 285, 45, 1),
            ("Fathom", 360, 50, 1),
            ("Sounding Line", 445, 55, 2),
            ("Bell Buoy", 540, 60, 2),
        ],
    ),
    (
        "TENT",
        &[
            ("Knots for children", 130, 45, 0),
            ("Film: The crossing", 200, 70, 0),
            ("Story hour", 300, 40, 1),
            ("Accordion meeting", 370, 60, 1),
            ("Quiz", 460, 50, 0),
            ("Swing to the end", 540, 110, 2),
        ],
    ),
];

/// The running order.
pub(super) fn order(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &ORDER);
    day(&mut paper, ("FRIDAY", 18.0), &FRIDAY, 0);
    let later = if title.revision > 1 { 30 } else { 0 };
    day(&mut paper, ("SATURDAY", 152.0), &SATURDAY, later);
    cloud(&mut paper, (46.0, 205.0), (274.0, 31.0), title.revision);
    key_heading(&mut paper, "KEY");
    for (place, text) in [(0, "Early"), (1, "Afternoon"), (2, "Headline")] {
        let (x, y) = key_entry(&mut paper, place, text);
        paper.card((x - 5.0, y - 2.4), (10.0, 4.8), 0.8, filled(rank_ink(place)));
    }
    let (x, y) = key_entry(&mut paper, 3, "Curfew");
    paper.line((x, y - 3.0), (x, y + 3.0), pen(RED, 0.6));
    paper.text((COLUMN, 62.0), "SUN AND DOORS", letters(2.8).bold());
    for (name, value, y) in [
        ("Doors", "14:00", 68.0),
        ("Sunset", "21:31", 73.0),
        ("Dark enough for video", "22:05", 78.0),
        ("High water", "19:40", 83.0),
    ] {
        paper.text((COLUMN, y), name, letters(2.7));
        paper.text((COLUMN + COLUMN_WIDTH, y), value, letters(2.7).bold().right());
        paper.line((COLUMN, y + 1.5), (COLUMN + COLUMN_WIDTH, y + 1.5), pen(PALE, 0.15));
    }
    vec![paper]
}

fn rank_ink(rank: u8) -> Ink {
    match rank {
        0 => [0.62, 0.70, 0.84],
        1 => [0.30, 0.45, 0.70],
        _ => [0.78, 0.35, 0.20],
    }
}

fn day(paper: &mut Paper, (name, top): (&str, f32), stages: &[(&str, &[Act]); 3], later: u16) {
    const LEFT: f32 = 48.0;
    const HOUR: f32 = 24.0;
    let at = |minutes: u16| LEFT + (f32::from(minutes) / 60.0 - 2.0) * HOUR;
    paper.text((16.0, top + 6.0), name, letters(6.4).bold());
    for hour in 14..=24_u16 {
        let x = at((hour - 12) * 60);
        paper.line((x, top + 14.0), (x, top + 122.0), pen(PALE, 0.2));
        paper.text((x, top + 12.0), &format!("{:02}:00", hour % 24), letters(2.9).ink(GREY).centred());
    }
    for ((stage, acts), row) in stages.iter().zip([0.0, 1.0, 2.0]) {
        let y = top + 17.0 + row * 35.0;
        paper.rect((LEFT, y), (11.4 * HOUR, 30.0), filled(MIST));
        paper.text((16.0, y + 17.0), stage, letters(3.4).bold().fitted(stage, 29.0));
        for (act, start, length, rank) in *acts {
            let start = start + if *stage == "QUAY STAGE" { later } else { 0 };
            let (x, wide) = (at(start), f32::from(*length) / 60.0 * HOUR);
            paper.card((x, y + 2.0), (wide, 26.0), 1.4, filled(rank_ink(*rank)));
            let kind = letters(3.2).bold().ink(WHITE);
            let mut line = y + 8.0;
            for word in act.split(' ') {
                paper.text((x + 1.8, line), word, kind.fitted(word, wide - 3.0));
                line += 3.9;
            }
            let times = format!("{:02}:{:02}", 12 + start / 60, start % 60);
            paper.text((x + 1.8, y + 25.6), &times, letters(2.6).ink(mixed(WHITE, rank_ink(*rank), 0.15)));
        }
    }
    let curfew = at(11 * 60);
    paper.line((curfew, top + 14.0), (curfew, top + 122.0), pen(RED, 0.6));
}

/// The list of signs, each drawn as it will look.
pub(super) fn signage(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &SIGNS);
    let exits = if title.revision > 2 { "24 pieces" } else { "12 pieces" };
    let signs: [(&str, &str, &str); 12] = [
        ("S1", "1200 × 600", "8 pieces"),
        ("S2", "1200 × 600", "6 pieces"),
        ("S3", "600 × 600", "14 pieces"),
        ("S4", "1800 × 900", "4 pieces"),
        ("S5", "1000 × 500", exits),
        ("S6", "600 × 600", "6 pieces"),
        ("S7", "1200 × 600", "4 pieces"),
        ("S8", "600 × 600", "9 pieces"),
        ("S9", "1200 × 600", "3 pieces"),
        ("S10", "600 × 600", "5 pieces"),
        ("S11", "1200 × 600", "7 pieces"),
        ("S12", "1800 × 900", "2 pieces"),
    ];
    for ((number, size, count), place) in signs.into_iter().zip(0_u8..) {
        let corner = (20.0 + f32::from(place % 3) * 105.0, 20.0 + f32::from(place / 3) * 66.0);
        paper.rect(corner, (98.0, 59.0), outlined(pen(PALE, 0.25)));
        sign(&mut paper, place, (corner.0 + 49.0, corner.1 + 25.0), &title.event);
        paper.text((corner.0 + 4.0, corner.1 + 55.0), number, letters(4.2).bold());
        paper.text((corner.0 + 18.0, corner.1 + 55.0), &format!("{size} mm"), letters(3.2).ink(GREY));
        paper.text((corner.0 + 94.0, corner.1 + 55.0), count, letters(3.2).bold().right());
    }
    cloud(&mut paper, (24.0, 89.0), (90.0, 42.0), title.revision);
    key_heading(&mut paper, "COLOURS");
    for (place, ink, text) in [
        (0, BLUE, "Ways: RAL 5010"),
        (1, GREEN, "Safety: RAL 6032"),
        (2, RED, "Forbidden: RAL 3020"),
        (3, AMBER, "Bars and food: RAL 1028"),
        (4, BLACK, "Stages: RAL 9005"),
    ] {
        let (x, y) = key_entry(&mut paper, place, text);
        paper.rect((x - 5.0, y - 2.4), (10.0, 4.8), filled(ink));
    }
    vec![paper]
}

fn sign(paper: &mut Paper, place: u8, middle: Spot, event: &str) {
    let wide =
        |paper: &mut Paper, ink: Ink| paper.card((middle.0 - 38.0, middle.1 - 19.0), (76.0, 38.0), 2.0, filled(ink));
    let square =
        |paper: &mut Paper, ink: Ink| paper.card((middle.0 - 19.0, middle.1 - 19.0), (38.0, 38.0), 2.0, filled(ink));
    let white = letters(11.0).bold().ink(WHITE);
    let arrow = pen(WHITE, 1.7);
    match place {
        0 => {
            wide(paper, BLUE);
            paper.text((middle.0 - 32.0, middle.1 + 4.0), "Main stage", letters(9.0).bold().ink(WHITE));
            paper.arrow((middle.0 + 20.0, middle.1 + 1.0), (middle.0 + 35.0, middle.1 + 1.0), arrow);
        }
        1 => {
            wide(paper, BLUE);
            paper.text((middle.0 + 32.0, middle.1 + 4.0), "Quay stage", letters(9.0).bold().ink(WHITE).right());
            paper.arrow((middle.0 - 20.0, middle.1 + 1.0), (middle.0 - 35.0, middle.1 + 1.0), arrow);
        }
        2 => {
            square(paper, BLUE);
            paper.text((middle.0, middle.1 + 6.0), "WC", letters(17.0).bold().ink(WHITE).centred());
        }
        3 => {
            wide(paper, BLUE);
            paper.text((middle.0, middle.1 - 3.0), "Welcome", white.centred());
            paper.text((middle.0, middle.1 + 9.0), "Willkommen · Bienvenue", letters(5.6).ink(WHITE).centred());
        }
        4 => {
            wide(paper, GREEN);
            paper.text((middle.0 - 4.0, middle.1 + 5.0), "EXIT", letters(16.0).bold().ink(WHITE).centred());
            paper.arrow((middle.0 + 18.0, middle.1), (middle.0 + 34.0, middle.1), arrow);
        }
        5 => first_aid(paper, middle, 38.0),
        6 => {
            wide(paper, WHITE);
            paper.card((middle.0 - 38.0, middle.1 - 19.0), (76.0, 38.0), 2.0, outlined(pen(RED, 1.6)));
            paper.text((middle.0, middle.1 - 1.0), "No entry", letters(11.0).bold().ink(RED).centred());
            paper.text((middle.0, middle.1 + 9.0), "Crew and artists only", letters(5.4).ink(BLACK).centred());
        }
        7 => {
            square(paper, WHITE);
            paper.circle(middle, 16.0, outlined(pen(RED, 3.0)));
            paper.rect((middle.0 - 9.0, middle.1 - 1.6), (15.0, 3.2), filled(BLACK));
            paper.rect((middle.0 + 6.4, middle.1 - 1.6), (2.4, 3.2), filled(AMBER));
            paper.line((middle.0 - 11.0, middle.1 - 11.0), (middle.0 + 11.0, middle.1 + 11.0), pen(RED, 3.0));
        }
        8 => {
            wide(paper, AMBER);
            paper.text((middle.0, middle.1 + 5.0), "Bar · Food", letters(13.0).bold().ink(WHITE).centred());
        }
        9 => {
            square(paper, [0.20, 0.55, 0.75]);
            paper.blob(
                &[(0.0, -13.0), (7.6, 2.0), (5.0, 10.0), (-5.0, 10.0), (-7.6, 2.0)]
                    .map(|(dx, dy)| (middle.0 + dx, middle.1 + dy)),
                filled(WHITE),
            );
        }
        10 => {
            wide(paper, BLUE);
            paper.text((middle.0 - 32.0, middle.1 - 2.0), "Camping", letters(9.0).bold().ink(WHITE));
            paper.text((middle.0 - 32.0, middle.1 + 9.0), "Parking", letters(9.0).bold().ink(WHITE));
            paper.arrow((middle.0 + 24.0, middle.1 + 11.0), (middle.0 + 24.0, middle.1 - 11.0), arrow);
        }
        _ => {
            wide(paper, BLACK);
            paper.text(
                (middle.0, middle.1 + 2.0),
                event,
                letters(10.0).bold().ink(WHITE).centred().fitted(event, 68.0),
            );
            paper.line((middle.0 - 20.0, middle.1 + 8.0), (middle.0 + 20.0, middle.1 + 8.0), pen(AMBER, 0.8));
        }
    }
}

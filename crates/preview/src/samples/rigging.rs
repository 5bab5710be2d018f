//! The roof from below: trusses, motors, and what hangs on each point. 10 mm are a metre.

use super::TitleBlock;
use super::frame::{COLUMN, COLUMN_WIDTH, Facts, cloud, dimension, drawing_frame, key_entry, key_heading, scale_bar};
use super::paper::{BLACK, BLUE, GREY, Ink, MIST, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen};

const FACTS: Facts = Facts {
    number: "RG-201",
    scale: "1:100",
    changes: &[
        "LX 3 lowered to 7.40 m, loads of P9 to P12 raised",
        "Video header on four points instead of three",
        "Main hangs 0.30 m further out",
    ],
    notes: &[
        "Loads are per point, with chain and motor, without dynamics.",
        "No one under moving loads. Secondary steels on every fixture.",
        "Trim heights from the deck to the lower chord.",
        "Wind: lower to 2 m at 20 m/s gusts, clear the stage at 25 m/s.",
    ],
    ink: [0.36, 0.18, 0.16],
};

/// Where the middle of the stage and its front lie on the paper.
const CENTRE: f32 = 173.0;

/// A truss with its points: name, distance from the front in metres, half its length, trim height, and the load of each point.
struct Truss {
    name: &'static str,
    y: f32,
    half: f32,
    trim: &'static str,
    points: &'static [(f32, u32)],
    ink: Ink,
}

const TRUSSES: [Truss; 5] = [
    Truss {
        name: "LX 1  FRONT",
        y: 186.0,
        half: 90.0,
        trim: "8.60",
        points: &[(-84.0, 410), (-28.0, 520), (28.0, 520), (84.0, 410)],
        ink: BLUE,
    },
    Truss {
        name: "LX 2  MID",
        y: 150.0,
        half: 90.0,
        trim: "8.20",
        points: &[(-84.0, 385), (-28.0, 470), (28.0, 470), (84.0, 385)],
        ink: BLUE,
    },
    Truss {
        name: "LX 3  BACK",
        y: 112.0,
        half: 90.0,
        trim: "7.80",
        points: &[(-84.0, 360), (-28.0, 440), (28.0, 440), (84.0, 360)],
        ink: BLUE,
    },
    Truss {
        name: "VIDEO HEADER",
        y: 88.0,
        half: 62.0,
        trim: "8.90",
        points: &[(-56.0, 690), (-19.0, 810), (19.0, 810), (56.0, 690)],
        ink: [0.45, 0.25, 0.55],
    },
    Truss {
        name: "DRAPE",
        y: 72.0,
        half: 90.0,
        trim: "8.90",
        points: &[(-84.0, 120), (0.0, 150), (84.0, 120)],
        ink: GREY,
    },
];

/// Draws the sheet.
pub(super) fn draw(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &FACTS);
    roof(&mut paper);
    let heavier = if title.revision > 1 { 40 } else { 0 };
    let mut number = 1;
    let mut loads = Vec::new();
    for truss in &TRUSSES {
        let extra = if truss.name.starts_with("LX 3") { heavier } else { 0 };
        draw_truss(&mut paper, truss, extra);
        for (offset, load) in truss.points {
            point(&mut paper, (CENTRE + offset, truss.y), number, load + extra);
            loads.push((format!("P{number}"), truss.name, load + extra));
            number += 1;
        }
    }
    for side in [-1.0, 1.0] {
        let x = CENTRE + side * 117.0;
        paper.rect((x - 6.0, 186.0), (12.0, 20.0), filled([0.35, 0.38, 0.42]).with(pen(BLACK, 0.4)));
        paper.text((x, 198.0), "PA", letters(3.4).bold().ink(WHITE).centred());
        point(&mut paper, (x, 178.0), number, 980);
        loads.push((format!("P{number}"), if side < 0.0 { "MAIN HANG R" } else { "MAIN HANG L" }, 980));
        number += 1;
    }
    cloud(&mut paper, (CENTRE - 94.0, 104.0), (188.0, 18.0), title.revision);
    key(&mut paper);
    table(&mut paper, &loads);
    scale_bar(&mut paper, (20.0, 278.0), 20.0, 2, "m");
    vec![paper]
}

fn roof(paper: &mut Paper) {
    // The roof's own grid and its towers.
    paper.rect((CENTRE - 102.0, 58.0), (204.0, 146.0), outlined(pen(PALE, 1.6)));
    paper.rect((CENTRE - 95.0, 66.0), (190.0, 130.0), filled([0.985, 0.985, 0.99]).with(pen(GREY, 0.3).dashed()));
    for (x, y) in [(-102.0, 58.0), (102.0, 58.0), (-102.0, 131.0), (102.0, 131.0), (-102.0, 204.0), (102.0, 204.0)] {
        paper.rect((CENTRE + x - 3.5, y - 3.5), (7.0, 7.0), filled(MIST).with(pen(BLACK, 0.5)));
        paper.line((CENTRE + x - 3.5, y - 3.5), (CENTRE + x + 3.5, y + 3.5), pen(BLACK, 0.25));
        paper.line((CENTRE + x - 3.5, y + 3.5), (CENTRE + x + 3.5, y - 3.5), pen(BLACK, 0.25));
    }
    paper.line((CENTRE, 34.0), (CENTRE, 232.0), pen(RED, 0.25).chained());
    paper.text((CENTRE, 32.0), "CL", letters(3.4).bold().ink(RED).centred());
    for (from, to, text) in [(-84.0, -28.0, "5.60"), (-28.0, 0.0, "2.80"), (0.0, 28.0, "2.80"), (28.0, 84.0, "5.60")] {
        dimension(paper, (CENTRE + from, 222.0), (CENTRE + to, 222.0), text);
    }
    dimension(paper, (CENTRE - 102.0, 44.0), (CENTRE + 102.0, 44.0), "20.40 m  BETWEEN TOWERS");
    dimension(paper, (24.0, 58.0), (24.0, 204.0), "14.60 m");
    for (from, to, text) in [(88.0, 112.0, "2.40"), (112.0, 150.0, "3.80"), (150.0, 186.0, "3.60")] {
        dimension(paper, (318.0, from), (318.0, to), text);
    }
    paper.text((CENTRE, 214.0), "DOWNSTAGE EDGE", letters(2.8).ink(GREY).centred());
    paper.text((CENTRE, 244.0), "AUDIENCE", letters(5.0).bold().ink(PALE).centred());
}

fn draw_truss(paper: &mut Paper, truss: &Truss, lowered: u32) {
    const DEEP: f32 = 3.0;
    let (left, right, y) = (CENTRE - truss.half, CENTRE + truss.half, truss.y);
    let line = pen(truss.ink, 0.35);
    paper.rect((left, y - DEEP / 2.0), (right - left, DEEP), filled(WHITE).with(line));
    let mut x = left;
    while x < right {
        let next = (x + DEEP).min(right);
        paper.line((x, y - DEEP / 2.0), (next, y + DEEP / 2.0), pen(truss.ink, 0.15));
        paper.line((x, y + DEEP / 2.0), (next, y - DEEP / 2.0), pen(truss.ink, 0.15));
        x = next;
    }
    let trim = if lowered > 0 { "7.40" } else { truss.trim };
    paper.text((left, y - 3.0), truss.name, letters(3.0).bold().ink(truss.ink));
    paper.text((right, y - 3.0), &format!("TRIM +{trim} m"), letters(2.7).ink(truss.ink).right());
}

fn point(paper: &mut Paper, middle: Spot, number: u32, load: u32) {
    let (x, y) = middle;
    paper.circle(middle, 2.6, filled(WHITE).with(pen(RED, 0.5)));
    paper.line((x - 2.6, y), (x + 2.6, y), pen(RED, 0.35));
    paper.line((x, y - 2.6), (x, y + 2.6), pen(RED, 0.35));
    paper.text((x + 3.4, y + 5.4), &format!("P{number}"), letters(2.9).bold());
    paper.text((x + 3.4, y + 8.6), &format!("{load} kg"), letters(2.5).ink(RED));
}

fn key(paper: &mut Paper) {
    key_heading(paper, "KEY");
    let (x, y) = key_entry(paper, 0, "Rigging point, 1 t motor, load");
    paper.circle((x, y), 2.6, filled(WHITE).with(pen(RED, 0.5)));
    paper.line((x - 2.6, y), (x + 2.6, y), pen(RED, 0.35));
    paper.line((x, y - 2.6), (x, y + 2.6), pen(RED, 0.35));
    let (x, y) = key_entry(paper, 1, "Box truss 300 × 300");
    paper.rect((x - 5.0, y - 1.5), (10.0, 3.0), outlined(pen(BLUE, 0.35)));
    for step in 0..3_u8 {
        let at = x - 5.0 + 3.33 * f32::from(step);
        paper.line((at, y - 1.5), (at + 3.33, y + 1.5), pen(BLUE, 0.15));
        paper.line((at, y + 1.5), (at + 3.33, y - 1.5), pen(BLUE, 0.15));
    }
    let (x, y) = key_entry(paper, 2, "Tower of the roof");
    paper.rect((x - 2.5, y - 2.5), (5.0, 5.0), filled(MIST).with(pen(BLACK, 0.5)));
}

/// What each point carries, and all of them together.
fn table(paper: &mut Paper, loads: &[(String, &str, u32)]) {
    const TOP: f32 = 50.0;
    const ROW: f32 = 3.75;
    paper.rect((COLUMN, TOP - 3.2), (COLUMN_WIDTH, 4.6), filled(MIST));
    let head = letters(2.2).ink(GREY);
    paper.text((COLUMN + 1.0, TOP), "POINT", head);
    paper.text((COLUMN + 14.0, TOP), "HANGS FROM IT", head);
    paper.text((COLUMN + COLUMN_WIDTH - 1.0, TOP), "LOAD KG", head.right());
    let mut y = TOP + 4.6;
    let kind = letters(2.5);
    for (name, truss, load) in loads {
        paper.text((COLUMN + 1.0, y), name, kind.bold());
        paper.text((COLUMN + 14.0, y), truss, kind);
        paper.text((COLUMN + COLUMN_WIDTH - 1.0, y), &load.to_string(), kind.right());
        paper.line((COLUMN, y + 1.0), (COLUMN + COLUMN_WIDTH, y + 1.0), pen(PALE, 0.12));
        y += ROW;
    }
    let total: u32 = loads.iter().map(|(_, _, load)| load).sum();
    paper.text((COLUMN + 1.0, y + 1.0), "All points", kind.bold());
    paper.text((COLUMN + COLUMN_WIDTH - 1.0, y + 1.0), &total.to_string(), kind.bold().right());
}

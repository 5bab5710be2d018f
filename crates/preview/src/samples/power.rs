//! The distribution of power as a one-line diagram: from the generators down to every load.

use super::TitleBlock;
use super::frame::{COLUMN, COLUMN_WIDTH, Facts, cloud, drawing_frame, key_entry, key_heading};
use super::paper::{
    AMBER, BLACK, BLUE, GREEN, GREY, Ink, MIST, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen,
};

const FACTS: Facts = Facts {
    number: "EL-401",
    scale: "none",
    changes: &[
        "Video fed from its own 125 A, lighting relieved",
        "Second generator made a spare with automatic changeover",
        "Catering moved to the site supply",
    ],
    notes: &[
        "TN-S throughout, earth rods at both generators, below 10 ohms.",
        "Every final circuit behind 30 mA. Test before each show day.",
        "Cable sizes for copper, H07RN-F, laid in ramps across ways.",
        "Diesel for 20 hours at 70 % load in each tank.",
    ],
    ink: [0.45, 0.30, 0.05],
};

/// A branch of the main board: name, rating, cable, and its loads with kilowatts and sockets.
struct Branch {
    name: &'static str,
    rating: &'static str,
    cable: &'static str,
    loads: &'static [(&'static str, u32, &'static str)],
    ink: Ink,
}

const BRANCHES: [Branch; 6] = [
    Branch {
        name: "D1 LIGHTING",
        rating: "250 A",
        cable: "5 × 1 × 95 mm²  60 m",
        loads: &[
            ("Dimmers", 42, "125 A"),
            ("Moving lights A", 28, "63 A"),
            ("Moving lights B", 28, "63 A"),
            ("Floor", 14, "32 A"),
        ],
        ink: [0.45, 0.25, 0.55],
    },
    Branch {
        name: "D2 AUDIO",
        rating: "125 A",
        cable: "5G35 mm²  55 m",
        loads: &[("Amps left", 18, "63 A"), ("Amps right", 18, "63 A"), ("Monitors", 8, "32 A"), ("FOH", 5, "32 A")],
        ink: BLUE,
    },
    Branch {
        name: "D3 VIDEO",
        rating: "125 A",
        cable: "5G35 mm²  70 m",
        loads: &[("LED wall", 36, "63 A"), ("Side screens", 20, "63 A"), ("Racks", 6, "32 A")],
        ink: [0.10, 0.45, 0.50],
    },
    Branch {
        name: "D4 RIGGING",
        rating: "63 A",
        cable: "5G16 mm²  45 m",
        loads: &[("Motors A", 9, "32 A"), ("Motors B", 9, "32 A")],
        ink: RED,
    },
    Branch {
        name: "D5 BACKSTAGE",
        rating: "125 A",
        cable: "5G35 mm²  90 m",
        loads: &[("Dressing rooms", 16, "63 A"), ("Catering", 30, "63 A"), ("Offices", 6, "32 A")],
        ink: GREEN,
    },
    Branch {
        name: "D6 SITE",
        rating: "125 A",
        cable: "5G35 mm²  140 m",
        loads: &[("Food court", 34, "63 A"), ("Bars", 12, "32 A"), ("Area lights", 8, "32 A")],
        ink: AMBER,
    },
];

const BUS: f32 = 112.0;

/// Draws the sheet.
pub(super) fn draw(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &FACTS);
    sources(&mut paper, title.revision);
    let mut x = 42.0;
    for (place, branch) in (0_u8..).zip(&BRANCHES) {
        draw_branch(&mut paper, branch, x);
        if place == 2 {
            cloud(&mut paper, (x - 22.0, BUS + 8.0), (44.0, 50.0), title.revision);
        }
        x += 52.0;
    }
    paper.line((20.0, BUS), (328.0, BUS), pen(BLACK, 1.6));
    paper.text((22.0, BUS - 3.0), "MAIN BOARD  400 / 230 V  50 Hz  630 A", letters(3.2).bold());
    table(&mut paper);
    key(&mut paper);
    vec![paper]
}

fn sources(paper: &mut Paper, revision: u32) {
    let line = pen(BLACK, 0.5);
    for (x, name, role) in [
        (120.0, "GEN 1", "500 kVA, in use"),
        (190.0, "GEN 2", if revision > 2 { "500 kVA, spare" } else { "500 kVA, in parallel" }),
    ] {
        generator(paper, (x, 40.0), 9.0);
        paper.text((x + 12.0, 38.0), name, letters(4.0).bold());
        paper.text((x + 12.0, 43.0), role, letters(2.8).ink(GREY));
        paper.line((x, 49.0), (x, 58.0), line);
        breaker(paper, (x, 62.0), line);
        paper.text((x + 4.0, 63.4), "800 A", letters(2.8));
        paper.line((x, 66.0), (x, 76.0), line);
    }
    paper.line((120.0, 76.0), (190.0, 76.0), line);
    paper.card((138.0, 71.0), (34.0, 10.0), 1.0, filled(MIST).with(line));
    paper.text((155.0, 77.2), if revision > 2 { "CHANGEOVER" } else { "SYNCHRONISER" }, letters(2.9).bold().centred());
    paper.line((155.0, 81.0), (155.0, 92.0), line);
    breaker(paper, (155.0, 96.0), line);
    paper.text((159.0, 97.4), "630 A, adjustable, 300 mA delayed", letters(2.8));
    paper.line((155.0, 100.0), (155.0, BUS), line);
    // The earth.
    paper.polyline(&[(244.0, BUS), (244.0, 90.0), (252.0, 90.0), (252.0, 96.0)], pen(GREEN, 0.5));
    for (row, half) in [(0.0, 5.0), (1.8, 3.4), (3.6, 1.8)] {
        paper.line((252.0 - half, 96.0 + row), (252.0 + half, 96.0 + row), pen(GREEN, 0.6));
    }
    paper.text((259.0, 97.4), "Earth, 6 ohms", letters(2.8).ink(GREEN));
}

fn generator(paper: &mut Paper, middle: Spot, radius: f32) {
    paper.circle(middle, radius, filled(WHITE).with(pen(BLACK, 0.7)));
    paper.text((middle.0, middle.1 + radius * 0.1), "G", letters(radius * 0.9).bold().centred());
    let (x, y) = (middle.0, middle.1 + radius * 0.5);
    let wide = radius * 0.45;
    paper.curve(
        &[(x - wide, y), (x - wide / 2.0, y - wide / 2.0), (x, y), (x + wide / 2.0, y + wide / 2.0), (x + wide, y)],
        pen(BLACK, 0.4),
    );
}

/// A breaker: an open contact with a cross on its fixed side.
fn breaker(paper: &mut Paper, middle: Spot, line: super::paper::Pen) {
    let (x, y) = middle;
    paper.line((x, y + 4.0), (x - 3.0, y - 2.6), line);
    paper.line((x - 1.2, y - 5.0), (x + 1.2, y - 2.6), line);
    paper.line((x + 1.2, y - 5.0), (x - 1.2, y - 2.6), line);
}

fn draw_branch(paper: &mut Paper, branch: &Branch, x: f32) {
    let line = pen(BLACK, 0.4);
    paper.line((x, BUS), (x, BUS + 12.0), line);
    breaker(paper, (x, BUS + 16.0), line);
    paper.text((x + 3.4, BUS + 17.4), branch.rating, letters(2.9).bold());
    paper.line((x, BUS + 20.0), (x, BUS + 46.0), line);
    paper.line((x - 1.8, BUS + 32.0), (x + 1.8, BUS + 29.0), line);
    paper.text((x + 3.4, BUS + 30.0), branch.cable, letters(2.5).ink(GREY));
    let kilowatts: u32 = branch.loads.iter().map(|(_, load, _)| load).sum();
    paper.card((x - 20.0, BUS + 44.0), (40.0, 13.0), 1.2, filled(branch.ink));
    paper.text((x, BUS + 49.6), branch.name, letters(3.4).bold().ink(WHITE).centred());
    paper.text((x, BUS + 54.4), &format!("{kilowatts} kW"), letters(3.0).ink(WHITE).centred());
    let spine = x - 17.0;
    let mut y = BUS + 57.0;
    for (name, load, socket) in branch.loads {
        paper.line((spine, y), (spine, y + 14.0), line);
        y += 14.0;
        paper.line((spine, y), (spine + 4.0, y), line);
        paper.rect((spine + 4.0, y - 4.6), (33.0, 9.2), filled(WHITE).with(pen(branch.ink, 0.4)));
        paper.text((spine + 6.0, y - 0.6), name, letters(2.7).bold());
        paper.text((spine + 6.0, y + 3.0), &format!("{load} kW"), letters(2.4).ink(GREY));
        paper.text((spine + 35.0, y + 3.0), socket, letters(2.4).ink(GREY).right());
    }
}

fn table(paper: &mut Paper) {
    const TOP: f32 = 68.0;
    paper.text((COLUMN, TOP), "BALANCE", letters(2.8).bold());
    let mut y = TOP + 6.0;
    let mut total = 0;
    for branch in &BRANCHES {
        let load: u32 = branch.loads.iter().map(|(_, load, _)| load).sum();
        total += load;
        paper.rect((COLUMN, y - 2.6), (2.4, 3.0), filled(branch.ink));
        paper.text((COLUMN + 4.0, y), branch.name, letters(2.7));
        paper.text((COLUMN + COLUMN_WIDTH, y), &format!("{load} kW"), letters(2.7).right());
        paper.line((COLUMN, y + 1.5), (COLUMN + COLUMN_WIDTH, y + 1.5), pen(PALE, 0.15));
        y += 5.2;
    }
    let at_once = total * 8 / 10;
    for (name, value) in [
        ("All loads", format!("{total} kW")),
        ("At once, 80 %", format!("{at_once} kW")),
        ("At a power factor of 0.9", format!("{} kVA", at_once * 10 / 9)),
    ] {
        paper.text((COLUMN + 4.0, y), name, letters(2.7).bold());
        paper.text((COLUMN + COLUMN_WIDTH, y), &value, letters(2.7).bold().right());
        y += 5.2;
    }
}

fn key(paper: &mut Paper) {
    key_heading(paper, "KEY");
    let spot = key_entry(paper, 0, "Generator");
    generator(paper, spot, 3.2);
    let spot = key_entry(paper, 1, "Breaker with its rating");
    breaker(paper, spot, pen(BLACK, 0.4));
    let (x, y) = key_entry(paper, 2, "Cable, cores and length");
    paper.line((x - 5.0, y), (x + 5.0, y), pen(BLACK, 0.4));
    paper.line((x - 1.0, y + 1.8), (x + 1.0, y - 1.8), pen(BLACK, 0.4));
    let (x, y) = key_entry(paper, 3, "Board with residual current devices");
    paper.card((x - 4.5, y - 2.2), (9.0, 4.4), 0.8, filled(GREY));
    let (x, y) = key_entry(paper, 4, "Load with its socket");
    paper.rect((x - 4.5, y - 2.2), (9.0, 4.4), outlined(pen(BLUE, 0.4)));
}

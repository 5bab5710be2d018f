//! The stage from above: who stands where, what they hear, where the power comes from. 10 mm are a metre.

use super::TitleBlock;
use super::frame::{Facts, cloud, dimension, drawing_frame, key_entry, key_heading, scale_bar};
use super::paper::{
    AMBER, BLACK, BLUE, GREEN, GREY, Ink, MIST, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen, turned,
};

const FACTS: Facts = Facts {
    number: "ST-101",
    scale: "1:100",
    changes: &[
        "Drum riser half a metre upstage, two wedges added",
        "Keyboard riser stage left, power drop 6 moved",
        "Thrust shortened, side fills turned in",
        "Monitor desk moved behind the masking",
    ],
    notes: &[
        "Deck height 1.60 m. All risers carpeted and skirted in black.",
        "Wedges numbered by mix. In-ear mixes 9 to 14 are not drawn.",
        "Power drops: 230 V, 16 A each, from the audio transformer.",
        "Keep 1.20 m clear at both stairs and behind the backline.",
    ],
    ink: [0.13, 0.23, 0.36],
};

/// The corner and the size of the deck on the paper.
const DECK: (Spot, Spot) = ((78.0, 56.0), (190.0, 130.0));
const WOOD: Ink = [0.985, 0.975, 0.955];
const INSTRUMENT: Ink = [0.86, 0.88, 0.91];

/// Draws the sheet.
pub(super) fn draw(title: &TitleBlock) -> Vec<Paper> {
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &FACTS);
    paper.moved((0.0, 14.0), |paper| stage(paper, title));
    key(&mut paper);
    scale_bar(&mut paper, (20.0, 278.0), 20.0, 2, "m");
    vec![paper]
}

fn stage(paper: &mut Paper, title: &TitleBlock) {
    deck(paper);
    surroundings(paper);
    // Odd and even revisions of the band's wishes: the picture changes with the number in the title block.
    let moved = if title.revision.is_multiple_of(2) { -5.0 } else { 0.0 };
    drums(paper, (173.0, 82.0 + moved));
    backline(paper);
    voices(paper);
    wedges(paper, title.revision);
    power(paper, title.revision);
    cloud(paper, (154.0, 64.0 + moved), (38.0, 36.0), title.revision);
}

fn deck(paper: &mut Paper) {
    let ((x, y), (width, height)) = DECK;
    // Wings, then the deck, then its two-by-one platforms.
    for wing in [x - 34.0, x + width] {
        paper.rect((wing, y + 14.0), (34.0, 96.0), filled(MIST).with(pen(GREY, 0.3)));
    }
    paper.rect((x, y), (width, height), filled(WOOD).with(pen(BLACK, 0.8)));
    let seam = pen([0.90, 0.88, 0.84], 0.15);
    for column in 1..10_u8 {
        let at = x + f32::from(column) * 20.0;
        if at < x + width {
            paper.line((at, y), (at, y + height), seam);
        }
    }
    for row in 1..13_u8 {
        let at = y + f32::from(row) * 10.0;
        paper.line((x, at), (x + width, at), seam);
    }
    let centre = x + width / 2.0;
    paper.line((centre, y - 10.0), (centre, y + height + 26.0), pen(RED, 0.25).chained());
    paper.text((centre, y - 12.0), "CL", letters(3.4).bold().ink(RED).centred());
    dimension(paper, (x, y - 19.0), (x + width, y - 19.0), "19.00 m");
    dimension(paper, (x - 42.0, y), (x - 42.0, y + height), "13.00 m");
    let word = letters(4.4).bold().ink(PALE).centred();
    paper.text((centre - 52.0, y + 9.0), "UPSTAGE", word);
    paper.text((centre - 62.0, y + height - 5.0), "DOWNSTAGE", word);
    paper.text((x - 17.0, y + 24.0), "STAGE RIGHT", letters(3.2).bold().ink(GREY).centred());
    paper.text((x + width + 17.0, y + 24.0), "STAGE LEFT", letters(3.2).bold().ink(GREY).centred());
}

fn surroundings(paper: &mut Paper) {
    let ((x, y), (width, height)) = DECK;
    // Stairs at both wings.
    for (left, is_right) in [(x - 34.0, false), (x + width + 20.0, true)] {
        for tread in 0..6_u8 {
            paper.rect((left, y + 110.0 + f32::from(tread) * 3.0), (14.0, 3.0), filled(WHITE).with(pen(GREY, 0.2)));
        }
        paper.arrow((left + 7.0, y + 126.0), (left + 7.0, y + 112.0), pen(GREY, 0.3));
        paper.text(
            (left + if is_right { 16.0 } else { -2.0 }, y + 120.0),
            "UP",
            if is_right { letters(2.6) } else { letters(2.6).right() },
        );
    }
    // Main hangs and subs.
    for side in [x - 18.0, x + width + 6.0] {
        paper.rect((side, y + height - 14.0), (12.0, 12.0), filled([0.35, 0.38, 0.42]).with(pen(BLACK, 0.4)));
        paper.text((side + 6.0, y + height - 7.0), "PA", letters(3.4).bold().ink(WHITE).centred());
    }
    for place in 0..12_u8 {
        let at = x + 5.0 + f32::from(place) * 15.2;
        paper.rect((at, y + height + 4.0), (11.0, 7.0), filled([0.55, 0.58, 0.62]).with(pen(BLACK, 0.3)));
        paper.text((at + 5.5, y + height + 8.8), "SUB", letters(2.4).ink(WHITE).centred());
    }
    // The barrier, a step for every metre, and the crowd behind it.
    let barrier = y + height + 26.0;
    paper.line((x - 34.0, barrier), (x + width + 34.0, barrier), pen(BLACK, 0.6));
    for step in 0..26_u8 {
        let at = x - 34.0 + f32::from(step) * 10.32;
        paper.line((at, barrier), (at - 1.8, barrier - 4.0), pen(GREY, 0.25));
    }
    paper.text((x - 30.0, barrier - 6.0), "PIT 2.50 m", letters(2.8).ink(GREY));
    paper.text((x + width / 2.0, barrier + 9.0), "AUDIENCE", letters(5.0).bold().ink(PALE).centred());
    dimension(paper, (x + width + 30.0, y + height), (x + width + 30.0, barrier), "2.50");
    // Monitor world, dimmers and the loading dock.
    paper.rect((x - 30.0, y + 42.0), (24.0, 12.0), filled(INSTRUMENT).with(pen(BLACK, 0.35)));
    paper.text((x - 18.0, y + 49.0), "MONITORS", letters(2.8).bold().centred());
    paper.rect((x + width + 8.0, y + 42.0), (22.0, 10.0), filled(INSTRUMENT).with(pen(BLACK, 0.35)));
    paper.text((x + width + 19.0, y + 48.0), "GUITAR TECH", letters(2.5).centred());
    paper.rect((x + width + 8.0, y + 62.0), (22.0, 10.0), filled(INSTRUMENT).with(pen(BLACK, 0.35)));
    paper.text((x + width + 19.0, y + 68.0), "RF RACK", letters(2.5).centred());
    paper.rect((x + 20.0, y - 8.0), (42.0, 6.0), filled(WHITE).with(pen(GREY, 0.3).dashed()));
    paper.text((x + 41.0, y - 3.8), "LOADING DOCK", letters(2.6).ink(GREY).centred());
}

fn riser(paper: &mut Paper, middle: Spot, size: (f32, f32), text: &str) {
    let corner = (middle.0 - size.0 / 2.0, middle.1 - size.1 / 2.0);
    paper.rect(corner, size, filled(WHITE).with(pen(BLACK, 0.5)));
    paper.line(corner, (corner.0 + size.0, corner.1 + size.1), pen(MIST, 0.3));
    paper.line((corner.0 + size.0, corner.1), (corner.0, corner.1 + size.1), pen(MIST, 0.3));
    paper.text((middle.0, corner.1 - 1.4), text, letters(2.4).ink(GREY).centred());
}

fn drums(paper: &mut Paper, middle: Spot) {
    riser(paper, middle, (30.0, 26.0), "DRUM RISER 3 × 2.6 m, +0.60");
    let line = pen(BLACK, 0.35);
    let at = |x: f32, y: f32| (middle.0 + x, middle.1 + y);
    paper.oval(at(0.0, 3.2), (4.0, 3.4), filled(INSTRUMENT).with(line));
    for (x, y, radius) in [(-3.2, -0.6, 1.9), (3.0, -0.6, 2.0), (7.6, 3.0, 2.6), (-6.2, 3.6, 2.2)] {
        paper.circle(at(x, y), radius, filled(INSTRUMENT).with(line));
    }
    for (x, y, radius) in [(-9.6, 1.4, 2.5), (-7.0, -4.4, 2.9), (7.6, -4.6, 3.1), (11.2, 0.4, 2.7)] {
        paper.circle(at(x, y), radius, filled([0.98, 0.93, 0.76]).with(pen(AMBER, 0.35)));
        paper.circle(at(x, y), 0.4, filled(AMBER));
    }
    paper.circle(at(0.0, -6.4), 2.0, filled(BLACK));
    paper.text(at(0.0, 10.6), "DRUMS", letters(3.0).bold().centred());
}

fn backline(paper: &mut Paper) {
    let line = pen(BLACK, 0.4);
    for (x, y, wide, name) in [
        (118.0, 78.0, 14.0, "GUITAR 1"),
        (134.0, 78.0, 11.0, "GUITAR 1 B"),
        (205.0, 78.0, 12.0, "BASS"),
        (219.0, 78.0, 12.0, "BASS B"),
        (238.0, 84.0, 13.0, "GUITAR 2"),
    ] {
        paper.rect((x - wide / 2.0, y - 3.4), (wide, 6.8), filled(INSTRUMENT).with(line));
        paper.line((x - wide / 2.0, y + 2.0), (x + wide / 2.0, y + 2.0), pen(BLACK, 0.3));
        paper.text((x, y - 4.6), name, letters(2.5).centred());
        microphone(paper, (x, y + 6.4), 0.0);
    }
    riser(paper, (102.0, 106.0), (24.0, 20.0), "KEYS RISER 2.4 × 2 m, +0.40");
    paper.turned_rect((102.0, 105.0), (18.0, 4.4), 14.0, filled(WHITE).with(line));
    paper.turned_rect((104.0, 111.0), (15.0, 3.8), 14.0, filled(WHITE).with(line));
    for key in 0..15_u8 {
        let offset = f32::from(key) * 1.2 - 8.4;
        let (top, bottom) = (turned((102.0, 105.0), (offset, -0.6), 14.0), turned((102.0, 105.0), (offset, 2.2), 14.0));
        paper.line(top, bottom, pen(BLACK, 0.15));
    }
    paper.text((94.0, 113.6), "KEYS", letters(3.0).bold().centred());
    riser(paper, (246.0, 112.0), (22.0, 18.0), "BRASS RISER 2.2 × 1.8 m, +0.40");
    for place in [238.0, 246.0, 254.0] {
        microphone(paper, (place, 116.0), 0.0);
    }
    paper.text((246.0, 110.0), "BRASS × 3", letters(3.0).bold().centred());
}

/// A stand with its microphone: a circle for the foot, a stroke for the boom.
fn microphone(paper: &mut Paper, at: Spot, degrees: f32) {
    paper.circle(at, 1.3, filled(WHITE).with(pen(BLUE, 0.4)));
    paper.line(at, turned(at, (0.0, -3.4), degrees), pen(BLUE, 0.4));
    paper.circle(turned(at, (0.0, -3.6), degrees), 0.7, filled(BLUE));
}

fn voices(paper: &mut Paper) {
    for (x, y, name) in [
        (173.0, 150.0, "LEAD VOX"),
        (124.0, 146.0, "VOX 2 / GTR 1"),
        (222.0, 146.0, "VOX 3 / BASS"),
        (249.0, 138.0, "VOX 4 / GTR 2"),
        (98.0, 128.0, "VOX 5 / KEYS"),
    ] {
        microphone(paper, (x, y), 0.0);
        paper.text((x, y - 6.4), name, letters(2.7).bold().centred());
        // What each player stands beside: pedals or a box for the line.
        paper.rect((x + 5.0, y - 3.0), (3.4, 2.2), filled([0.90, 0.96, 0.92]).with(pen(GREEN, 0.3)));
        paper.text((x + 6.7, y - 1.3), "DI", letters(1.7).ink(GREEN).centred());
    }
}

/// A wedge: the wide side looks at the player.
fn wedge(paper: &mut Paper, middle: Spot, degrees: f32, number: u8) {
    let corners = [(-4.2, 2.4), (4.2, 2.4), (2.8, -2.4), (-2.8, -2.4)].map(|offset| turned(middle, offset, degrees));
    paper.polygon(&corners, filled([0.30, 0.33, 0.37]).with(pen(BLACK, 0.3)));
    paper.text((middle.0, middle.1 + 1.1), &number.to_string(), letters(3.0).bold().ink(WHITE).centred());
}

fn wedges(paper: &mut Paper, revision: u32) {
    let lead = if revision > 1 { [(160.5, 162.0), (185.5, 162.0)] } else { [(167.5, 163.0), (178.5, 163.0)] };
    for (middle, degrees) in lead.into_iter().zip([-14.0, 14.0]) {
        wedge(paper, middle, degrees, 1);
    }
    if revision > 1 {
        wedge(paper, (173.0, 164.5), 0.0, 1);
    }
    for (x, y, degrees, number) in [
        (124.0, 159.0, 0.0, 2_u8),
        (222.0, 159.0, 0.0, 3),
        (251.0, 151.0, 20.0, 4),
        (88.0, 138.0, -35.0, 5),
        (152.0, 100.0, -80.0, 6),
        (232.0, 128.0, 30.0, 7),
    ] {
        wedge(paper, (x, y), degrees, number);
    }
    for (x, degrees, name) in [(86.0, -58.0, "SIDE FILL R"), (260.0, 58.0, "SIDE FILL L")] {
        paper.turned_rect((x, 172.0), (11.0, 8.0), degrees, filled([0.35, 0.38, 0.42]).with(pen(BLACK, 0.4)));
        paper.text((x, 182.5), name, letters(2.4).centred());
    }
}

fn power(paper: &mut Paper, revision: u32) {
    let sixth = if revision > 2 { (262.0, 122.0) } else { (230.0, 122.0) };
    let drops = [(118.0, 96.0), (145.0, 80.0), (196.0, 92.0), (86.0, 117.0), (141.0, 154.0), sixth, (205.0, 154.0)];
    for (number, (x, y)) in (1_u8..).zip(drops) {
        paper.polygon(
            &[(x, y - 3.2), (x + 2.9, y + 1.9), (x - 2.9, y + 1.9)],
            filled([1.0, 0.93, 0.72]).with(pen(AMBER, 0.4)),
        );
        paper.text((x, y + 1.2), &number.to_string(), letters(2.5).bold().centred());
    }
}

fn key(paper: &mut Paper) {
    key_heading(paper, "KEY");
    let at = key_entry(paper, 0, "Microphone on a stand");
    microphone(paper, (at.0, at.1 + 1.6), 0.0);
    let at = key_entry(paper, 1, "Wedge with the number of its mix");
    wedge(paper, at, 0.0, 1);
    let (x, y) = key_entry(paper, 2, "Power drop, 230 V 16 A");
    paper.polygon(
        &[(x, y - 3.0), (x + 2.7, y + 1.8), (x - 2.7, y + 1.8)],
        filled([1.0, 0.93, 0.72]).with(pen(AMBER, 0.4)),
    );
    let (x, y) = key_entry(paper, 3, "Box for a line signal");
    paper.rect((x - 1.7, y - 1.1), (3.4, 2.2), filled([0.90, 0.96, 0.92]).with(pen(GREEN, 0.3)));
    let (x, y) = key_entry(paper, 4, "Amplifier or cabinet");
    paper.rect((x - 4.5, y - 2.2), (9.0, 4.4), filled(INSTRUMENT).with(pen(BLACK, 0.4)));
    let (x, y) = key_entry(paper, 5, "Riser, size and height above the deck");
    paper.rect((x - 4.5, y - 2.4), (9.0, 4.8), outlined(pen(BLACK, 0.5)));
    let (x, y) = key_entry(paper, 6, "Changed since the last revision");
    paper.polygon(&[(x, y - 2.8), (x + 2.8, y + 2.0), (x - 2.8, y + 2.0)], outlined(pen(RED, 0.35)));
}

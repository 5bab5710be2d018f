//! The festival ground from above, on which site, security and medical plans are drawn. 1 mm is a metre.

use super::paper::{
    BLACK, GREEN, GREY, Ink, PALE, Paper, RED, Spot, WHITE, filled, letters, mixed, outlined, pen, scattered, turned,
};

/// The fence, around everything that needs a ticket.
pub(super) const FENCE: [Spot; 9] = [
    (38.0, 62.0),
    (120.0, 48.0),
    (296.0, 46.0),
    (318.0, 96.0),
    (314.0, 226.0),
    (232.0, 250.0),
    (128.0, 244.0),
    (62.0, 214.0),
    (36.0, 136.0),
];

/// The ways out: name, place on the fence, and the direction outwards in degrees against the clock from the east.
pub(super) const EXITS: [(&str, Spot, f32); 8] = [
    ("E1", (80.0, 54.8), 95.0),
    ("E2", (178.0, 47.3), 90.0),
    ("E3", (262.0, 46.4), 90.0),
    ("E4", (317.0, 130.0), 0.0),
    ("E5", (274.0, 237.8), -70.0),
    ("E6", (180.0, 247.0), -90.0),
    ("E7", (95.0, 229.0), -115.0),
    ("E8", (36.6, 120.0), 180.0),
];

/// Draws the ground. Muted, it is the pale floor under what another plan wants to show.
pub(super) fn draw(paper: &mut Paper, is_muted: bool) {
    let tone = |ink: Ink| if is_muted { mixed(grey_of(ink), WHITE, 0.45) } else { ink };
    let frame = [(8.5, 8.5), (333.5, 8.5), (333.5, 288.5), (8.5, 288.5)];
    paper.inside(&frame, |paper| {
        paper.rect((8.5, 8.5), (325.0, 280.0), filled(tone([0.955, 0.965, 0.94])));
        water(paper, tone([0.80, 0.89, 0.95]), tone([0.55, 0.70, 0.82]));
        road(paper, tone([0.86, 0.86, 0.87]), tone(WHITE));
        car_park(paper, tone([0.91, 0.91, 0.91]), tone(GREY));
        meadow(paper, tone([0.89, 0.94, 0.85]));
        paths(paper, tone([0.93, 0.89, 0.80]));
        trees(paper, tone([0.70, 0.82, 0.64]), tone([0.45, 0.62, 0.42]));
        paper.polygon(&FENCE, outlined(pen(tone([0.25, 0.27, 0.30]), 0.8)));
        paper.polygon(&FENCE, outlined(pen(tone(WHITE), 0.25).dashed()));
    });
    stages(paper, &tone);
    stalls(paper, &tone);
    compound(paper, &tone);
}

fn grey_of([red, green, blue]: Ink) -> Ink {
    let light = red * 0.3 + green * 0.6 + blue * 0.1;
    [light, light, light]
}

fn water(paper: &mut Paper, fill: Ink, wave: Ink) {
    let shore = [
        (-20.0, 222.0),
        (24.0, 226.0),
        (60.0, 246.0),
        (118.0, 264.0),
        (190.0, 266.0),
        (250.0, 272.0),
        (340.0, 264.0),
        (360.0, 320.0),
        (160.0, 340.0),
        (-20.0, 320.0),
    ];
    paper.blob(&shore, filled(fill).with(pen(wave, 0.4)));
    for (x, y) in [(40.0, 262.0), (72.0, 276.0), (150.0, 280.0), (216.0, 283.0), (300.0, 281.0), (26.0, 246.0)] {
        paper.curve(&[(x - 6.0, y), (x - 3.0, y - 1.0), (x, y), (x + 3.0, y - 1.0), (x + 6.0, y)], pen(wave, 0.25));
    }
    paper.text((106.0, 279.0), "HARBOUR BASIN", letters(4.0).ink(wave));
}

fn road(paper: &mut Paper, fill: Ink, mark: Ink) {
    paper.polygon(&[(8.0, 26.0), (334.0, 18.0), (334.0, 30.0), (8.0, 38.0)], filled(fill));
    paper.line((8.0, 32.0), (334.0, 24.0), pen(mark, 0.5).dashed());
    paper.text((24.0, 36.2), "DOCK ROAD", letters(3.0).bold().ink(GREY).turned(1.4));
}

fn car_park(paper: &mut Paper, fill: Ink, line: Ink) {
    paper.rect((12.0, 150.0), (17.0, 60.0), filled(fill).with(pen(line, 0.2)));
    for bay in 0..15_u8 {
        let y = 152.0 + f32::from(bay) * 4.0;
        paper.line((12.0, y), (18.0, y), pen(line, 0.15));
        paper.line((23.0, y), (29.0, y), pen(line, 0.15));
    }
    paper.text((21.6, 180.0), "CREW PARKING", letters(2.8).ink(line).centred().turned(90.0));
}

fn meadow(paper: &mut Paper, fill: Ink) {
    paper.blob(
        &[(120.0, 92.0), (206.0, 86.0), (250.0, 110.0), (252.0, 180.0), (210.0, 208.0), (140.0, 200.0), (112.0, 150.0)],
        filled(fill),
    );
}

fn paths(paper: &mut Paper, fill: Ink) {
    let wide = pen(fill, 5.0);
    paper.curve(&[(60.0, 56.0), (66.0, 84.0), (84.0, 116.0), (104.0, 132.0), (132.0, 140.0), (196.0, 148.0)], wide);
    paper.curve(
        &[
            (104.0, 132.0),
            (96.0, 164.0),
            (102.0, 196.0),
            (140.0, 222.0),
            (200.0, 232.0),
            (262.0, 226.0),
            (286.0, 200.0),
        ],
        wide,
    );
    paper.curve(&[(84.0, 116.0), (60.0, 124.0), (37.0, 124.0)], wide);
    paper.curve(&[(104.0, 132.0), (138.0, 96.0), (180.0, 72.0), (240.0, 66.0), (286.0, 72.0)], wide);
}

fn trees(paper: &mut Paper, fill: Ink, edge: Ink) {
    let rows: [(Spot, Spot, u8); 7] = [
        ((14.0, 46.0), (32.0, 44.0), 4),
        ((13.0, 60.0), (24.0, 100.0), 9),
        ((150.0, 50.5), (196.0, 50.0), 8),
        ((48.0, 150.0), (64.0, 204.0), 9),
        ((246.0, 258.0), (326.0, 244.0), 13),
        ((322.0, 110.0), (326.0, 228.0), 10),
        ((128.0, 84.0), (112.0, 96.0), 3),
    ];
    for (row, (from, to, count)) in (0_u32..).zip(rows) {
        for tree in 0..count {
            let part = f32::from(tree) / f32::from(count);
            let stray = |seed: u32| {
                f32::from(u8::try_from(scattered(seed + row, u32::from(tree), 50)).unwrap_or(0)) / 10.0 - 2.5
            };
            let spot = (from.0 + (to.0 - from.0) * part + stray(11), from.1 + (to.1 - from.1) * part + stray(31));
            paper.circle(spot, 2.4 + stray(51) / 4.0, filled(fill).with(pen(edge, 0.2)));
        }
    }
}

fn stages(paper: &mut Paper, tone: &impl Fn(Ink) -> Ink) {
    let (dark, light) = (tone([0.20, 0.24, 0.32]), tone([0.98, 0.88, 0.72]));
    // The main stage looks west over its arena.
    paper.veiled(0.6, |paper| {
        paper.polygon(&[(250.0, 138.0), (250.0, 162.0), (158.0, 198.0), (142.0, 150.0), (158.0, 102.0)], filled(light));
    });
    paper.rect((256.0, 134.0), (22.0, 32.0), filled(dark).with(pen(BLACK, 0.4)));
    paper.polygon(
        &[(256.0, 134.0), (250.0, 138.0), (250.0, 162.0), (256.0, 166.0)],
        filled(tone([0.45, 0.50, 0.60])).with(pen(BLACK, 0.3)),
    );
    paper.text((269.0, 150.0), "MAIN STAGE", letters(3.6).bold().ink(WHITE).centred().turned(90.0));
    paper.text((206.0, 128.0), "MAIN ARENA", letters(4.6).bold().ink(tone([0.62, 0.42, 0.14])).centred());
    paper.text((206.0, 133.4), "9 000 people", letters(3.2).ink(tone([0.62, 0.42, 0.14])).centred());
    paper.rect((201.0, 146.0), (8.0, 8.0), filled(WHITE).with(pen(BLACK, 0.4)));
    paper.text((205.0, 151.0), "FOH", letters(2.6).bold().centred());
    for spot in [(176.0, 124.0), (176.0, 176.0)] {
        paper.circle(spot, 2.0, filled(WHITE).with(pen(BLACK, 0.4)));
        paper.text((spot.0, spot.1 + 0.8), "D", letters(2.4).bold().centred());
    }
    paper.line((246.0, 136.0), (246.0, 164.0), pen(BLACK, 0.5));
    // The second stage in the north-west, the tent in the south-west.
    paper.veiled(0.6, |paper| {
        paper.polygon(&[(78.0, 82.0), (104.0, 76.0), (132.0, 108.0), (92.0, 118.0)], filled(light));
    });
    paper.turned_rect((90.0, 74.0), (24.0, 12.0), 13.0, filled(dark).with(pen(BLACK, 0.4)));
    paper.text((90.2, 75.4), "QUAY STAGE", letters(2.9).bold().ink(WHITE).centred().turned(13.0));
    paper.oval((86.0, 186.0), (17.0, 13.0), filled(tone([0.93, 0.90, 0.98])).with(pen(tone([0.40, 0.32, 0.55]), 0.5)));
    for ray in 0..12_u8 {
        let (x, y) = turned((0.0, 0.0), (17.0, 0.0), f32::from(ray) * 30.0);
        paper.line((86.0, 186.0), (86.0 + x, 186.0 + y * 13.0 / 17.0), pen(tone([0.70, 0.64, 0.82]), 0.2));
    }
    paper.text((86.0, 187.2), "TENT", letters(3.6).bold().ink(tone([0.30, 0.22, 0.45])).centred());
}

fn stalls(paper: &mut Paper, tone: &impl Fn(Ink) -> Ink) {
    let line = pen(tone(BLACK), 0.25);
    for stall in 0..11_u8 {
        let x = 150.0 + f32::from(stall) * 8.0;
        let ink = if stall % 2 == 0 { [0.98, 0.80, 0.55] } else { [0.97, 0.90, 0.66] };
        paper.rect((x, 212.0), (6.4, 6.4), filled(tone(ink)).with(line));
    }
    paper.text((193.0, 209.8), "FOOD COURT", letters(3.0).bold().ink(tone(BLACK)).centred());
    for (x, y, text) in [(146.0, 64.0, "BAR 1"), (214.0, 218.8, ""), (212.0, 56.0, "BAR 2"), (118.0, 208.0, "BAR 3")] {
        if !text.is_empty() {
            paper.rect((x - 9.0, y - 4.0), (18.0, 8.0), filled(tone([0.80, 0.88, 0.97])).with(line));
            paper.text((x, y + 1.2), text, letters(2.9).bold().ink(tone(BLACK)).centred());
        }
    }
    for (x, y) in [(244.0, 60.0), (56.0, 102.0), (112.0, 228.0), (258.0, 222.0)] {
        paper.rect((x - 8.0, y - 3.4), (16.0, 6.8), filled(WHITE).with(line));
        for stall in 1..6_u8 {
            let at = x - 8.0 + f32::from(stall) * 16.0 / 6.0;
            paper.line((at, y - 3.4), (at, y + 3.4), pen(tone(GREY), 0.15));
        }
        paper.text((x, y + 6.4), "WC", letters(2.6).bold().ink(tone(BLACK)).centred());
    }
    // The gate with its lanes.
    for lane in 0..7_u8 {
        let x = 48.0 + f32::from(lane) * 3.4;
        paper.line((x, 54.0), (x, 63.0), pen(tone(BLACK), 0.35));
    }
    paper.text((58.0, 51.0), "MAIN GATE", letters(3.2).bold().ink(tone(BLACK)).centred());
}

fn compound(paper: &mut Paper, tone: &impl Fn(Ink) -> Ink) {
    let edge = pen(tone([0.5, 0.35, 0.15]), 0.4).dashed();
    paper.polygon(
        &[(284.0, 92.0), (314.0, 94.0), (312.0, 210.0), (284.0, 208.0)],
        filled(tone([0.97, 0.95, 0.90])).with(edge),
    );
    for (x, y, wide, high, text) in [
        (288.0, 100.0, 22.0, 9.0, "PRODUCTION"),
        (288.0, 113.0, 22.0, 9.0, "DRESSING 1–4"),
        (288.0, 126.0, 22.0, 9.0, "CATERING"),
        (294.0, 144.0, 15.0, 12.0, "TRUCKS"),
        (294.0, 160.0, 15.0, 12.0, "TRUCKS"),
        (288.0, 180.0, 9.0, 7.0, "GEN 1"),
        (300.0, 180.0, 9.0, 7.0, "GEN 2"),
        (288.0, 193.0, 22.0, 9.0, "WORKSHOP"),
    ] {
        paper.rect((x, y), (wide, high), filled(WHITE).with(pen(tone(BLACK), 0.3)));
        paper.text((x + wide / 2.0, y + high / 2.0 + 0.8), text, letters(2.3).ink(tone(BLACK)).centred());
    }
    paper.text((299.0, 97.6), "BACKSTAGE", letters(2.6).bold().ink(tone([0.5, 0.35, 0.15])).centred());
}

/// The ways out, with an arrow outwards.
pub(super) fn exits(paper: &mut Paper) {
    for (name, spot, degrees) in EXITS {
        let tip = turned(spot, (11.0, 0.0), degrees);
        paper.arrow(spot, tip, pen(GREEN, 1.0));
        exit_sign(paper, turned(spot, (-4.0, 0.0), degrees), name);
    }
}

pub(super) fn exit_sign(paper: &mut Paper, middle: Spot, name: &str) {
    paper.card((middle.0 - 4.2, middle.1 - 2.6), (8.4, 5.2), 0.8, filled(GREEN));
    paper.text((middle.0, middle.1 + 1.2), name, letters(3.2).bold().ink(WHITE).centred());
}

/// The way that fire engines need, kept clear from the road to the stages.
pub(super) fn fire_lane(paper: &mut Paper) {
    let way = [(262.0, 24.0), (262.0, 58.0), (270.0, 84.0), (280.0, 110.0), (281.0, 192.0), (276.0, 208.0)];
    paper.veiled(0.2, |paper| paper.curve(&way, pen(RED, 4.0)));
    paper.curve(&way, pen(RED, 0.5).dashed());
    paper.text((258.6, 84.0), "FIRE LANE 4 m", letters(2.6).bold().ink(RED).turned(-68.0).right());
}

/// A white cross on a green ground.
pub(super) fn first_aid(paper: &mut Paper, middle: Spot, size: f32) {
    let (x, y) = middle;
    let arm = size * 0.62;
    paper.card((x - size / 2.0, y - size / 2.0), (size, size), size * 0.12, filled(GREEN));
    paper.rect((x - arm / 2.0, y - arm / 6.0), (arm, arm / 3.0), filled(WHITE));
    paper.rect((x - arm / 6.0, y - arm / 2.0), (arm / 3.0, arm), filled(WHITE));
}

/// A pale veil over a part of the ground, with its edge.
pub(super) fn zone(paper: &mut Paper, spots: &[Spot], ink: Ink) {
    paper.veiled(0.2, |paper| paper.polygon(spots, filled(ink)));
    paper.polygon(spots, outlined(pen(ink, 0.6).dashed()));
}

/// A label that stays readable on any ground.
pub(super) fn label(paper: &mut Paper, middle: Spot, text: &str, ink: Ink) {
    let kind = letters(2.8).bold().ink(ink).centred();
    let width = kind.width(text) + 2.4;
    paper.card((middle.0 - width / 2.0, middle.1 - 2.9), (width, 4.4), 0.7, filled(WHITE).with(pen(PALE, 0.2)));
    paper.text((middle.0, middle.1 + 0.3), text, kind);
}

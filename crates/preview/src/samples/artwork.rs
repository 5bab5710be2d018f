//! Drawn pictures: the poster, the mark, the banner. They are drawn as pages are and then turned into pixels.

use super::TitleBlock;
use super::paper::{Ink, Paper, Spot, WHITE, filled, letters, mixed, outlined, pen, turned};

const NIGHT: Ink = [0.06, 0.08, 0.22];
const DUSK: Ink = [0.44, 0.16, 0.42];
const EMBER: Ink = [0.96, 0.48, 0.27];
const GLOW: Ink = [1.0, 0.84, 0.55];
const SEA: Ink = [0.07, 0.13, 0.28];

/// The poster: the harbour at dusk with its light.
pub(super) fn poster(title: &TitleBlock) -> Paper {
    let mut paper = Paper::new(125.0, 175.0);
    let horizon = 112.0;
    paper.fade((0.0, 0.0), (125.0, 66.0), NIGHT, DUSK);
    paper.fade((0.0, 66.0), (125.0, horizon - 66.0), DUSK, EMBER);
    stars(&mut paper);
    // The sun, cut into stripes towards the water.
    let sun = (62.5, horizon - 4.0);
    for (halo, veil) in [(46.0, 0.1), (38.0, 0.1), (32.0, 0.1)] {
        paper.veiled(veil, |paper| paper.circle(sun, halo, filled(GLOW)));
    }
    paper.circle(sun, 26.0, filled(GLOW));
    let disc: Vec<Spot> = (0..72_u8).map(|step| turned(sun, (26.0, 0.0), f32::from(step) * 5.0)).collect();
    paper.inside(&disc, |paper| {
        for stripe in 0..6_u8 {
            let step = f32::from(stripe);
            let y = sun.1 - 13.0 + step * 4.4;
            paper.rect((30.0, y), (65.0, 0.5 + step * 0.34), filled(mixed(DUSK, EMBER, 0.55 + step * 0.08)));
        }
    });
    paper.fade((0.0, horizon), (125.0, 63.0), [0.32, 0.20, 0.40], SEA);
    glitter(&mut paper, horizon);
    lighthouse(&mut paper, (86.0, horizon + 6.0), 1.0);
    crane(&mut paper, (22.0, horizon), 1.0);
    crane(&mut paper, (103.0, horizon), 0.72);
    boats(&mut paper, horizon);
    bulbs(&mut paper, 22.0);
    let name = title.event.to_uppercase();
    let (first, second) = halves(&name);
    let kind = letters(17.0).bold().ink(WHITE).centred();
    let both = if kind.width(first) > kind.width(second) { first } else { second };
    let kind = kind.fitted(both, 107.0);
    paper.text((62.5, 47.0), first, kind);
    paper.text((62.5, 62.0), second, kind);
    paper.text((62.5, 155.0), &title.date, letters(6.2).bold().ink(GLOW).centred().fitted(&title.date, 107.0));
    let line = "THREE STAGES · TWO DAYS · ONE HARBOUR";
    paper.text((62.5, 164.0), line, letters(3.8).ink(WHITE).centred());
    paper
}

/// The mark: a lighthouse over waves in a circle.
pub(super) fn mark(title: &TitleBlock) -> Paper {
    let mut paper = Paper::new(100.0, 100.0);
    paper.rect((0.0, 0.0), (100.0, 100.0), filled([0.985, 0.98, 0.965]));
    let middle = (50.0, 42.0);
    paper.circle(middle, 33.0, filled(NIGHT));
    let round: Vec<Spot> = (0..72_u8).map(|step| turned(middle, (32.0, 0.0), f32::from(step) * 5.0)).collect();
    paper.inside(&round, |paper| {
        paper.fade((10.0, 6.0), (80.0, 62.0), NIGHT, DUSK);
        lighthouse(paper, (50.0, 60.0), 1.02);
        for (row, ink) in [(0.0, [0.93, 0.55, 0.35]), (5.0, [0.30, 0.45, 0.66]), (10.0, [0.16, 0.26, 0.46])] {
            let mut wave: Vec<Spot> = (0..13_u8)
                .map(|step| (8.0 + f32::from(step) * 7.0, 60.0 + row + if step % 2 == 0 { 1.6 } else { -1.6 }))
                .collect();
            wave.extend([(98.0, 90.0), (2.0, 90.0)]);
            paper.blob(&wave, filled(ink));
        }
    });
    paper.circle(middle, 33.0, outlined(pen(EMBER, 1.0)));
    let name = title.event.to_uppercase();
    paper.text((50.0, 88.0), &name, letters(8.4).bold().ink(NIGHT).centred().fitted(&name, 88.0));
    paper.line((38.0, 92.5), (62.0, 92.5), pen(EMBER, 0.9));
    paper
}

/// The banner for the front of the stage.
pub(super) fn banner(title: &TitleBlock) -> Paper {
    let mut paper = Paper::new(400.0, 100.0);
    paper.fade((0.0, 0.0), (400.0, 100.0), NIGHT, DUSK);
    for (row, ink) in [(0.0, [0.55, 0.22, 0.42]), (9.0, [0.80, 0.36, 0.34]), (18.0, EMBER)] {
        let mut wave: Vec<Spot> = (0..22_u8)
            .map(|step| (f32::from(step) * 20.0 - 10.0 + row, 70.0 + row + if step % 2 == 0 { 4.0 } else { -4.0 }))
            .collect();
        wave.extend([(430.0, 130.0), (-30.0, 130.0)]);
        paper.blob(&wave, filled(ink));
    }
    lighthouse(&mut paper, (352.0, 80.0), 1.7);
    let name = title.event.to_uppercase();
    paper.text((24.0, 56.0), &name, letters(34.0).bold().ink(WHITE).fitted(&name, 290.0));
    if title.revision > 1 {
        paper.text((25.0, 70.0), &title.date, letters(9.0).ink(GLOW));
    }
    paper
}

/// The name in two lines, broken at the space nearest to its middle.
fn halves(name: &str) -> (&str, &str) {
    let half = name.len() / 2;
    let nearest = name.match_indices(' ').min_by_key(|(at, _)| at.abs_diff(half));
    nearest
        .and_then(|(at, _)| name.split_at_checked(at))
        .map_or((name, ""), |(first, second)| (first, second.trim_start()))
}

fn stars(paper: &mut Paper) {
    use super::paper::scattered;
    for star in 0..60_u32 {
        let place = |seed: u32, bound: u32| f32::from(u16::try_from(scattered(seed, star, bound)).unwrap_or(0)) / 10.0;
        let size = 0.12 + place(3, 30) / 12.0;
        paper.circle((place(1, 1250), place(2, 640)), size.min(0.32), filled(mixed(DUSK, WHITE, 0.7)));
    }
}

fn glitter(paper: &mut Paper, horizon: f32) {
    use super::paper::scattered;
    for row in 0..13_u32 {
        let depth = f32::from(u8::try_from(row).unwrap_or(0));
        let y = horizon + 2.0 + depth * 2.6;
        for strip in 0..3_u32 {
            let place = scattered(row + 7, strip, 100);
            let shift = f32::from(u8::try_from(place).unwrap_or(0)) / 100.0 - 0.5;
            let wide = 16.0 - depth * 0.35 + shift * 8.0;
            let middle = 62.5 + shift * (14.0 + depth * 1.5);
            paper.veiled(0.4, |paper| paper.rect((middle - wide / 2.0, y), (wide, 0.7), filled(GLOW)));
        }
    }
}

fn lighthouse(paper: &mut Paper, foot: Spot, size: f32) {
    let at = |x: f32, y: f32| (foot.0 + x * size, foot.1 + y * size);
    let lamp = at(0.0, -38.0);
    for (up, down, far) in [(-24.0, 8.0, -240.0), (-8.0, 24.0, 240.0)] {
        paper.veiled(0.3, |paper| {
            paper.polygon(
                &[
                    lamp,
                    (lamp.0 + far * size, lamp.1 + up * 2.0 * size),
                    (lamp.0 + far * size, lamp.1 + down * 2.0 * size),
                ],
                filled(GLOW),
            );
        });
    }
    paper.polygon(&[at(-5.0, 0.0), at(5.0, 0.0), at(3.0, -33.0), at(-3.0, -33.0)], filled([0.97, 0.96, 0.94]));
    for stripe in 0..3_u8 {
        let y = -5.0 - f32::from(stripe) * 10.0;
        let half = |y: f32| 5.0 + y * 2.0 / 33.0;
        paper.polygon(
            &[at(-half(y), y), at(half(y), y), at(half(y - 5.0), y - 5.0), at(-half(y - 5.0), y - 5.0)],
            filled([0.80, 0.20, 0.22]),
        );
    }
    paper.rect(at(-4.2, -34.6), (8.4 * size, 1.8 * size), filled(NIGHT));
    paper.rect(at(-2.4, -40.6), (4.8 * size, 6.0 * size), filled(GLOW));
    paper.polygon(&[at(-3.2, -40.6), at(3.2, -40.6), at(0.0, -45.0)], filled([0.80, 0.20, 0.22]));
    paper.blob(
        &[at(-12.0, 1.6), at(-6.0, -1.4), at(0.0, -0.4), at(7.0, -1.6), at(12.0, 1.8), at(0.0, 4.0)],
        filled([0.05, 0.06, 0.14]),
    );
}

fn crane(paper: &mut Paper, foot: Spot, size: f32) {
    let dark = [0.09, 0.07, 0.20];
    let at = |x: f32, y: f32| (foot.0 + x * size, foot.1 + y * size);
    let beam = pen(dark, 1.1 * size);
    paper.line(at(-6.0, 0.0), at(-2.0, -26.0), beam);
    paper.line(at(6.0, 0.0), at(2.0, -26.0), beam);
    for step in 0..5_u8 {
        let (y, half) = (-f32::from(step) * 5.0, 6.0 - f32::from(step) * 0.8);
        paper.line(at(-half, y), at(half - 0.8, y - 5.0), pen(dark, 0.5 * size));
        paper.line(at(half, y), at(-half + 0.8, y - 5.0), pen(dark, 0.5 * size));
    }
    paper.rect(at(-4.0, -31.0), (8.0 * size, 6.0 * size), filled(dark));
    paper.line(at(-14.0, -29.0), at(26.0, -42.0), beam);
    paper.line(at(0.0, -44.0), at(26.0, -42.0), pen(dark, 0.4 * size));
    paper.line(at(0.0, -44.0), at(-14.0, -29.0), pen(dark, 0.4 * size));
    paper.line(at(0.0, -31.0), at(0.0, -44.0), beam);
    paper.line(at(24.0, -41.4), at(24.0, -20.0), pen(dark, 0.35 * size));
    paper.rect(at(-16.0, -29.0), (5.0 * size, 4.0 * size), filled(dark));
}

fn boats(paper: &mut Paper, horizon: f32) {
    let dark = [0.05, 0.05, 0.15];
    for (x, y, size) in [(40.0, horizon + 9.0, 1.0), (68.0, horizon + 4.0, 0.5)] {
        let at = |dx: f32, dy: f32| (x + dx * size, y + dy * size);
        paper.polygon(&[at(-9.0, 0.0), at(9.0, 0.0), at(6.4, 3.2), at(-6.6, 3.2)], filled(dark));
        paper.line(at(0.0, 0.0), at(0.0, -16.0), pen(dark, 0.5 * size));
        paper.polygon(&[at(0.8, -15.0), at(0.8, -2.0), at(8.0, -2.0)], filled(mixed(dark, EMBER, 0.25)));
        paper.polygon(&[at(-0.8, -13.0), at(-0.8, -2.0), at(-6.0, -2.0)], filled(mixed(dark, EMBER, 0.12)));
    }
}

/// Lamps on a string across the top.
fn bulbs(paper: &mut Paper, y: f32) {
    let string: Vec<Spot> =
        (0..9_u8).map(|step| (f32::from(step) * 16.0 - 1.5, if step % 2 == 0 { y - 6.0 } else { y + 2.0 })).collect();
    paper.curve(&string, pen([0.03, 0.03, 0.10], 0.4));
    for (x, y) in string.iter().skip(1) {
        paper.veiled(0.3, |paper| paper.circle((*x, y + 2.2), 3.6, filled(GLOW)));
        paper.circle((*x, y + 2.2), 1.5, filled([1.0, 0.93, 0.75]));
    }
}

//! Pictures that look photographed: light is added up for every pixel, with haze, a crowd and the grain of a sensor.

use image::{Rgb, RgbImage};

use super::paper::scattered;

/// Light: red, green and blue, without an upper bound until the end.
type Light = [f32; 3];

/// A beam: where it leaves the truss, where it points at the height of the crowd, how wide it opens, its colour.
struct Beam {
    from: (f32, f32),
    to: (f32, f32),
    opening: f32,
    light: Light,
}

/// The stage at night, seen from within the crowd.
pub(super) fn stage(width: u32, revision: u32) -> RgbImage {
    // Another revision was taken during another song.
    let (cold, warm): (Light, Light) = if revision.is_multiple_of(2) {
        ([0.75, 0.16, 0.62], [1.0, 0.55, 0.20])
    } else {
        ([0.16, 0.42, 1.0], [1.0, 0.62, 0.30])
    };
    let mut beams = Vec::new();
    for place in 0..9_u8 {
        let x = 0.14 + f32::from(place) * 0.09;
        let (swing, light) = if place % 2 == 0 { (0.9, cold) } else { (-0.5, warm) };
        beams.push(Beam { from: (x, 0.17), to: (0.5 + (x - 0.5) * (1.0 + swing), 0.72), opening: 0.050, light });
    }
    for (x, to) in [(0.30, 0.06), (0.42, 0.34), (0.58, 0.66), (0.70, 0.94)] {
        beams.push(Beam { from: (x, 0.56), to: (to, 0.0), opening: 0.030, light: [0.55, 0.62, 0.85] });
    }
    picture(width, (3, 2), |x, y, place| {
        let mut light = [0.012, 0.014, 0.035];
        let haze = 0.75 + 0.5 * (cloud(3, x * 5.0, y * 7.0) * 0.6 + cloud(9, x * 15.0, y * 19.0) * 0.4);
        for beam in &beams {
            add(&mut light, beam.light, beam.at(x, y) * haze * 0.95);
        }
        stage_front(&mut light, x, y, (cold, warm));
        // Glow over the deck.
        let glow = bell((x - 0.5) / 0.34) * bell((y - 0.56) / 0.16);
        add(&mut light, warm, glow * 0.42 * haze);
        crowd(&mut light, x, y, cold);
        grain(&mut light, place);
        light
    })
}

impl Beam {
    /// How bright the beam is at a place.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (along_x, along_y) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = along_x.hypot(along_y);
        let (ex, ey) = (along_x / length, along_y / length);
        let (dx, dy) = (x - self.from.0, y - self.from.1);
        let along = dx * ex + dy * ey;
        let near = dx.hypot(dy);
        let lamp = if near < 0.05 { bell(near / 0.013) * 2.2 } else { 0.0 };
        let across = (dx * ey - dy * ex).abs();
        let wide = 0.004 + self.opening * along.max(0.0) / length;
        if along < 0.0 || across > wide * 3.0 {
            return lamp;
        }
        lamp + bell(across / wide) * 0.62 / (1.0 + along * 3.2) * (along * 60.0).min(1.0)
    }
}

/// Truss, wall of light, risers and players: what is solid on the stage.
fn stage_front(light: &mut Light, x: f32, y: f32, (cold, warm): (Light, Light)) {
    let is_within = |left: f32, top: f32, right: f32, bottom: f32| x > left && x < right && y > top && y < bottom;
    if is_within(0.30, 0.24, 0.70, 0.50) {
        // The wall shows slow waves.
        let wave = (x * 34.0 + (y * 19.0).sin() * 1.8).sin() * 0.5 + 0.5;
        let rows = if (y * 260.0).fract() < 0.22 { 0.7 } else { 1.0 };
        let bright = (0.25 + wave * 0.75) * rows;
        for ((value, cold), warm) in light.iter_mut().zip(cold).zip(warm) {
            *value = *value * 0.35 + (cold * (1.0 - wave) + warm * wave) * bright * 0.62;
        }
    }
    // The roof with its diagonals, and the two towers.
    let diagonal = ((x * 60.0).fract() - 0.5).abs() * 0.03;
    if is_within(0.08, 0.10, 0.92, 0.165) && ((y - 0.105 - diagonal).abs() < 0.004 || !(0.110..=0.156).contains(&y)) {
        *light = light.map(|value| value * 0.2 + 0.015);
    }
    if is_within(0.10, 0.10, 0.135, 0.66) || is_within(0.865, 0.10, 0.90, 0.66) {
        let rung = ((y * 40.0).fract() - 0.5).abs();
        *light = light.map(|value| value * if rung < 0.08 { 0.5 } else { 0.18 } + 0.008);
    }
    for hang in [0.165, 0.835] {
        // Loudspeakers hang in a curve.
        let bend = (y - 0.16) * (y - 0.16) * 0.35 * if hang < 0.5 { 1.0 } else { -1.0 };
        if (x - hang - bend).abs() < 0.024 && y > 0.16 && y < 0.50 {
            let gap = (y * 46.0).fract() < 0.10;
            *light = light.map(|value| value * if gap { 0.06 } else { 0.22 } + 0.010);
        }
    }
    if y > 0.595 && y < 0.70 {
        let shine = if y < 0.602 { 0.35 } else { 0.05 };
        for (value, warm) in light.iter_mut().zip(warm) {
            *value = *value * 0.35 + warm * shine;
        }
    }
    for (at, size) in [(0.36, 0.9), (0.44, 0.95), (0.505, 1.1), (0.57, 0.95), (0.65, 0.9)] {
        let (dx, up) = ((x - at) / size, (0.600 - y) / size);
        let head = dx.hypot((up - 0.102) * 0.67) < 0.0062;
        let torso = up > 0.045 && up < 0.090 && dx.abs() < 0.0055 + (up - 0.045) * 0.06;
        let legs = up > 0.0 && up <= 0.045 && (dx.abs() - 0.005 - (0.045 - up) * 0.08).abs() < 0.0030;
        let neck = (dx + (up - 0.066) * 1.5).abs() < 0.0035 && dx > -0.010 && dx < 0.024;
        if head || torso || legs || (neck && (at - 0.505_f32).abs() > 0.01) {
            *light = light.map(|value| value * 0.10 + 0.004);
        }
    }
}

/// Three rows of people, the nearest darkest, some with their hands up; the light of the stage on their edges.
fn crowd(light: &mut Light, x: f32, y: f32, rim: Light) {
    if y < 0.58 {
        return;
    }
    for (row, (line, wide, dark)) in (0_u32..).zip([(0.70, 0.026, 0.30_f32), (0.77, 0.040, 0.14), (0.88, 0.066, 0.04)])
    {
        let column = (x / wide).floor();
        let mut nearest = f32::MAX;
        for step in [-1.0, 0.0, 1.0] {
            let number = column + step;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small number, shifted above zero"
            )]
            let person = (number + 8.0) as u32;
            let chance =
                |seed: u32| f32::from(u8::try_from(scattered(seed + row * 17, person, 100)).unwrap_or(0)) / 100.0;
            let middle = (number + 0.3 + chance(1) * 0.4) * wide;
            let top = line + (chance(2) - 0.5) * wide * 0.8;
            let size = wide * (0.26 + chance(3) * 0.07);
            let head = (x - middle).hypot((y - top) * 0.62) - size * 0.92;
            let shoulder = ((x - middle) / 1.65).hypot((y - top - size * 3.4) * 0.40) - size * 0.98;
            let mut body = head.min(shoulder);
            if chance(4) > 0.66 {
                let side = if chance(5) > 0.5 { 1.0 } else { -1.0 };
                let reach = top - size * (2.2 + chance(6) * 2.0);
                let arm = (x - middle - side * (size * 1.4 + (top - y) * 0.14)).abs() - size * 0.24;
                body = body.min(arm.max((reach - y) * 0.67).max((y - top - size * 3.0) * 0.67));
            }
            nearest = nearest.min(body);
        }
        let is_below = y > line + wide * 1.35;
        if nearest < 0.0 || is_below {
            // The light comes from behind: it catches the upper edges only, less on those who stand nearer.
            let edge =
                if is_below { 0.0 } else { bell(nearest / 0.0016) * ((line + wide * 0.7 - y) / wide).clamp(0.0, 1.0) };
            let fog = (1.0 - (y - line) * 5.0).clamp(0.0, 1.0) * dark;
            *light = light.map(|value| value * fog * 0.5 + 0.004);
            add(light, rim, edge * (0.05 + dark * 0.9) + fog * 0.05);
        }
    }
}

/// The ground in the evening sun, seen from a hill.
pub(super) fn ground(width: u32, revision: u32) -> RgbImage {
    let sun = if revision.is_multiple_of(2) { (0.30, 0.40) } else { (0.68, 0.42) };
    picture(width, (3, 2), |x, y, place| {
        let far = (x - sun.0).hypot((y - sun.1) * 0.67);
        let height = (y / 0.5).min(1.0);
        let mut light = [0.20 + 0.72 * height, 0.32 + 0.36 * height, 0.56 - 0.08 * height];
        let veil = cloud(5, x * 4.0, y * 16.0) * 0.5 + cloud(8, x * 9.0, y * 34.0) * 0.3;
        add(&mut light, [1.0, 0.66, 0.42], veil * 0.34 * height);
        add(&mut light, [1.0, 0.74, 0.40], bell(far / 0.30) * 0.55 + bell(far / 0.09) * 0.8);
        if far < 0.022 {
            light = [1.6, 1.5, 1.2];
        }
        for (line, rough, tone) in [(0.46, 0.05, [0.42, 0.34, 0.44]), (0.50, 0.035, [0.30, 0.27, 0.36])] {
            if y > line - rough * cloud(21, x * 6.0 + line * 40.0, 1.0) {
                light = tone;
                add(&mut light, [1.0, 0.6, 0.3], bell(far / 0.3) * 0.25);
            }
        }
        water(&mut light, x, y, sun);
        meadow(&mut light, x, y, place);
        tents(&mut light, x, y);
        add(&mut light, [1.0, 0.55, 0.25], bell(far / 0.55) * 0.10);
        grain(&mut light, place);
        light
    })
}

fn water(light: &mut Light, x: f32, y: f32, sun: (f32, f32)) {
    if !(0.50..0.60).contains(&y) {
        return;
    }
    let depth = (y - 0.50) / 0.10;
    *light = [0.46 - depth * 0.12, 0.40 - depth * 0.06, 0.50 - depth * 0.04];
    let ripple = cloud(31, x * 60.0, y * 420.0);
    let path = bell((x - sun.0) / (0.03 + depth * 0.07));
    add(light, [1.0, 0.72, 0.40], path * if ripple > 0.45 { 0.9 } else { 0.25 });
    add(light, [0.10, 0.10, 0.14], ripple * 0.4);
}

fn meadow(light: &mut Light, x: f32, y: f32, place: (u32, u32)) {
    let edge = 0.595 + 0.015 * cloud(41, x * 5.0, 2.0);
    if y < edge {
        return;
    }
    let depth = (y - edge) / 0.4;
    // Blades grow towards us, away from the middle of the picture.
    let near = 0.25 + depth * 1.3;
    let blade = cloud(51, (x - 0.5) / near * 55.0 + 200.0, 160.0 / near) * 0.6
        + cloud(57, (x - 0.5) / near * 150.0 + 600.0, 420.0 / near) * 0.4;
    *light = [0.30 - depth * 0.16, 0.33 - depth * 0.14, 0.13 - depth * 0.06];
    add(light, [0.45, 0.36, 0.12], blade * 0.34 * (1.0 - depth * 0.4));
    // People as specks, thinner towards us.
    let (column, row) = (place.0 / 5, place.1 / 7);
    if y < 0.80 && scattered(column, row, 100) < 20 && (0.2..0.86).contains(&x) && place.0 % 5 < 3 {
        let shade = f32::from(u8::try_from(scattered(row, column, 60)).unwrap_or(0)) / 100.0;
        *light = [0.12 + shade * 0.9, 0.10 + shade * 0.5, 0.12 + shade * 0.4];
    }
}

fn tents(light: &mut Light, x: f32, y: f32) {
    // The main stage with its arch.
    let arch = ((x - 0.52) / 0.11).powi(2) + ((y - 0.62) / 0.16).powi(2);
    if arch < 1.0 && y < 0.63 {
        let inner = ((x - 0.52) / 0.092).powi(2) + ((y - 0.63) / 0.125).powi(2);
        *light = if inner < 1.0 { [0.16, 0.12, 0.20] } else { [0.78, 0.70, 0.66] };
        if inner < 1.0 {
            add(light, [0.95, 0.45, 0.75], bell((x - 0.52) / 0.05) * bell((y - 0.60) / 0.05) * 0.9);
        }
    }
    for (at, foot, size, tone) in [
        (0.20, 0.67, 0.062, [0.93, 0.80, 0.66]),
        (0.29, 0.65, 0.045, [0.86, 0.42, 0.32]),
        (0.78, 0.66, 0.055, [0.94, 0.84, 0.70]),
        (0.88, 0.69, 0.070, [0.45, 0.55, 0.66]),
        (0.70, 0.64, 0.036, [0.90, 0.70, 0.36]),
    ] {
        let (dx, dy) = ((x - at) / size, (foot - y) / size);
        let roof = dy > 0.55 && dy < 1.75 && dx.abs() < (1.75 - dy).powf(1.5) * 0.76;
        let wall = dy > 0.0 && dy <= 0.55 && dx.abs() < 0.92;
        if roof || wall {
            let lit = 0.72 + 0.30 * -dx.clamp(-1.0, 1.0);
            let seam = if ((dx * 4.0).fract().abs() - 0.5).abs() < 0.06 { 0.88 } else { 1.0 };
            *light = tone.map(|value: f32| value * lit * seam * if wall { 0.72 } else { 1.0 });
        }
        if dx.abs() < 0.03 && dy > 1.7 && dy < 2.3 || (dy > 2.0 && dy < 2.28 && dx > 0.0 && dx < 0.42) {
            *light = [0.72, 0.18, 0.20];
        }
    }
}

/// Computes every pixel from its place, with (0, 0) in the upper left corner and 1 at the right and lower edges.
fn picture(width: u32, ratio: (u32, u32), pixel: impl Fn(f32, f32, (u32, u32)) -> Light) -> RgbImage {
    let width = width.max(16);
    let height = width * ratio.1 / ratio.0;
    #[expect(clippy::cast_precision_loss, reason = "pictures are a few thousand pixels wide")]
    let part = |at: u32, side: u32| (at as f32 + 0.5) / side as f32;
    RgbImage::from_fn(width, height, |column, row| {
        let light = pixel(part(column, width), part(row, height), (column, row));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
        let byte = |value: f32| (developed(value) * 255.0) as u8;
        Rgb(light.map(byte))
    })
}

/// From light to what a screen shows: bright light runs into white softly.
fn developed(light: f32) -> f32 {
    let soft = if light > 0.75 { 0.75 + 0.25 * (1.0 - 1.0 / (1.0 + (light - 0.75) * 4.0)) } else { light };
    soft.clamp(0.0, 1.0).powf(0.9)
}

/// A bell: 1 in its middle, next to nothing three widths away.
fn bell(distance: f32) -> f32 {
    (-distance * distance).exp()
}

fn add(light: &mut Light, more: Light, amount: f32) {
    for (value, more) in light.iter_mut().zip(more) {
        *value += more * amount;
    }
}

/// Smooth noise between 0 and 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places are small and not negative")]
fn cloud(seed: u32, x: f32, y: f32) -> f32 {
    let corner =
        |column: u32, row: u32| f32::from(u8::try_from(scattered(seed + row * 131, column, 256)).unwrap_or(0)) / 255.0;
    let (column, row) = (x.max(0.0) as u32, y.max(0.0) as u32);
    let ease = |part: f32| part * part * (3.0 - 2.0 * part);
    let (across, down) = (ease(x.fract().abs()), ease(y.fract().abs()));
    let upper = corner(column, row) * (1.0 - across) + corner(column + 1, row) * across;
    let lower = corner(column, row + 1) * (1.0 - across) + corner(column + 1, row + 1) * across;
    upper * (1.0 - down) + lower * down
}

fn grain(light: &mut Light, (column, row): (u32, u32)) {
    let speck = f32::from(u8::try_from(scattered(column, row, 9)).unwrap_or(4)) - 4.0;
    *light = light.map(|value| value + speck * 0.0035);
}

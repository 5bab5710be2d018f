//! Frames on the pipes between parent and child: four bytes of length, lowest first, then so many bytes.

use std::io::{self, Read, Write};

/// Writes one frame.
pub(crate) fn write_frame(pipe: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
    pipe.write_all(&length.to_le_bytes())?;
    pipe.write_all(bytes)
}

/// Reads one frame of at most `max` bytes. None means that the other side closed the pipe between two frames.
///
/// A longer frame is refused before anything is allocated for it: the length comes from a process that a foreign file
/// may have taken over.
pub(crate) fn read_frame(pipe: &mut impl Read, max: usize) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    let mut filled = 0;
    while filled < length.len() {
        match pipe.read(length.get_mut(filled..).unwrap_or_default()) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(again) if again.kind() == io::ErrorKind::Interrupted => {}
            Err(broken) => return Err(broken),
        }
    }
    let length = u32::from_le_bytes(length);
    if usize::try_from(length).is_ok_and(|length| length > max) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    pipe.take(u64::from(length)).read_to_end(&mut bytes)?;
    if u32::try_from(bytes.len()).is_ok_and(|read| read == length) {
        Ok(Some(bytes))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_the_end_is_no_failure() {
        let mut pipe = Vec::new();
        write_frame(&mut pipe, b"one").unwrap();
        write_frame(&mut pipe, b"").unwrap();
        let mut pipe = pipe.as_slice();
        assert_eq!(read_frame(&mut pipe, 3).unwrap().unwrap(), b"one");
        assert_eq!(read_frame(&mut pipe, 3).unwrap().unwrap(), b"");
        assert_eq!(read_frame(&mut pipe, 3).unwrap(), None);
    }

    #[test]
    fn a_frame_that_is_cut_or_longer_than_allowed_is_refused() {
        let mut pipe = Vec::new();
        write_frame(&mut pipe, b"four").unwrap();
        assert_eq!(read_frame(&mut pipe.as_slice(), 3).unwrap_err().kind(), io::ErrorKind::InvalidData);
        for cut in 1..pipe.len() {
            let end = read_frame(&mut &pipe[..cut], 4).unwrap_err();
            assert_eq!(end.kind(), io::ErrorKind::UnexpectedEof, "cut after {cut}");
        }
        let boast = [u32::MAX.to_le_bytes().as_slice(), b"x"].concat();
        assert_eq!(read_frame(&mut boast.as_slice(), 1024).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}

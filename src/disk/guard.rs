//! One run at a time in a project.

use super::Error;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a run waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

/// As long as it is held, no other archplan writes into the project.
#[derive(Debug)]
pub struct Guard {
    _file: File,
}

impl Guard {
    /// Waits for a run that is at work in a project, for a while.
    ///
    /// # Errors
    /// When it is still at work then, or the project cannot be written to.
    pub fn take(root: &Path) -> Result<Self, Error> {
        let folder = root.join(".archplan");
        if folder.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            let refused =
                std::io::Error::new(ErrorKind::PermissionDenied, "it is a link, which could lead out of the project");
            return Err(Error::of("write through", &folder)(refused));
        }
        std::fs::create_dir_all(&folder).map_err(Error::of("make the folder", &folder))?;
        let path = folder.join("lock");
        let file = File::create(&path).map_err(Error::of("write", &path))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(Error::of("lock", &path)(error)),
                Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                    let busy = std::io::Error::new(ErrorKind::WouldBlock, "another archplan is at work there");
                    return Err(Error::of("write in", root)(busy));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

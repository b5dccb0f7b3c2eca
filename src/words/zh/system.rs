//! What a system refuses, in Chinese.

use std::io::ErrorKind;

/// What it says of each kind that people meet.
const REFUSED: [(ErrorKind, &str); 21] = [
    (ErrorKind::NotFound, "文件或文件夹不存在"),
    (ErrorKind::PermissionDenied, "没有权限"),
    (ErrorKind::AlreadyExists, "已经存在"),
    (ErrorKind::NotADirectory, "路径中有不是文件夹的部分"),
    (ErrorKind::IsADirectory, "是文件夹"),
    (ErrorKind::DirectoryNotEmpty, "文件夹不是空的"),
    (ErrorKind::ReadOnlyFilesystem, "磁盘只读"),
    (ErrorKind::StorageFull, "磁盘已满"),
    (ErrorKind::QuotaExceeded, "超出磁盘配额"),
    (ErrorKind::FileTooLarge, "文件太大"),
    (ErrorKind::ResourceBusy, "正被占用"),
    (ErrorKind::TimedOut, "超时"),
    (ErrorKind::Interrupted, "被中断"),
    (ErrorKind::OutOfMemory, "内存不足"),
    (ErrorKind::InvalidFilename, "文件名不合规定"),
    (ErrorKind::InvalidInput, "路径或内容不合规定"),
    (ErrorKind::InvalidData, "路径或内容不合规定"),
    (ErrorKind::UnexpectedEof, "提前结束"),
    (ErrorKind::BrokenPipe, "管道已断开"),
    (ErrorKind::WriteZero, "无法写完"),
    (ErrorKind::Unsupported, "系统不支持"),
];

/// Why it does.
pub(super) fn refused(kind: ErrorKind) -> &'static str {
    REFUSED.iter().find(|(of, _)| *of == kind).map_or("系统拒绝", |(_, said)| said)
}

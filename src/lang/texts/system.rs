//! What the system says.

texts! {
    NOT_FOUND { "no such file or folder", "文件或文件夹不存在" }
    PERMISSION_DENIED { "permission denied", "没有权限" }
    ALREADY_EXISTS { "it exists already", "已经存在" }
    IS_A_FOLDER { "it is a folder", "这是一个文件夹" }
    NOT_A_FOLDER { "not a folder", "不是文件夹" }
    STORAGE_FULL { "no space left on the disk", "磁盘空间不足" }
    READ_ONLY { "the file system is read-only", "文件系统是只读的" }
    TOO_LARGE { "the file is too large", "文件太大" }
    BAD_NAME { "the system allows no such name", "系统不允许这样的文件名" }
    BUSY { "another program has it open", "正在另一个程序里打开" }
    DENIED_OR_OPEN {
        "permission denied, or another program such as Excel has it open",
        "没有权限，或者正在另一个程序（例如 Excel）里打开"
    }
    BROKEN_PIPE { "the reader has gone", "读取方已关闭" }
    INVALID_DATA { "its content is damaged", "内容已损坏" }
    UNEXPECTED_END { "it ends too early", "文件不完整" }
    FOREIGN { "{words}", "原文：{words}" }
}

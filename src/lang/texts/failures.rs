//! Why a command could not do its job.

texts! {
    INTERRUPTED { "interrupted, no output was written", "已中断，没有写出任何文件" }
}

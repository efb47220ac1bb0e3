//! The words around what is said: labels, progress.

texts! {
    ERROR { "error: ", "错误：" }
    WARNING { "warning: ", "警告：" }
    HINT { "hint: ", "提示：" }

    READING { "reading", "读取" }
    WEIGHING { "weighing", "比较" }
    COMPARING { "comparing", "核对" }
    ASKING { "asking", "查询" }
    WRITING { "writing", "写出" }
    LEFT { "{eta} left", "剩余 {eta}" }
    TO_ASK { "to ask: {domain}", "待查询：{domain}" }
}

//! The words around what is said: labels, progress.

texts! {
    ERROR { "error: ", "错误：" }
    WARNING { "warning: ", "警告：" }
    HINT { "hint: ", "提示：" }

    RECEIVING { "receiving", "接收" }
    UNPACKING { "unpacking", "解压" }
    INSPECTING { "checking", "检查" }
    COPYING { "copying", "复制" }
    SCANNING { "scanning", "扫描" }
    PACKING { "packing", "打包" }
    READING { "reading", "读取" }
    WEIGHING { "weighing", "比较" }
    COMPARING { "comparing", "核对" }
    ASKING { "asking", "查询" }
    JUDGING { "judging", "判断" }
    WRITING { "writing", "写出" }
    LEFT { "{eta} left", "剩余 {eta}" }
    TO_ASK { "to ask: {domain}", "待查询：{domain}" }
}

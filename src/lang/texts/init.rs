//! The settings file that `presend init` writes.

texts! {
    TITLE {
        "Settings of presend. A flag beats a variable PRESEND_NAME, a variable beats this file",
        "presend 的设置。命令行参数优先于环境变量 PRESEND_NAME，环境变量优先于本文件"
    }
    HOW {
        "Take the # away from a line to set it; the values below are the defaults or examples",
        "去掉行首的 # 即可启用该项；下面写的是默认值或示例"
    }
    FOUND { "Lists in this folder:", "此文件夹中的名单：" }
    NONE_FOUND { "There is no list in this folder yet", "此文件夹中还没有名单" }
    CLEAN_ONE { "Clean one: presend \"{file}\"", "清理一份名单：presend \"{file}\"" }
    OWN_LISTS {
        "Files that look like own lists of addresses not to write to:",
        "看起来是“不要再发”的地址名单的文件："
    }
    REASONS {
        "What a reason leads to: keep, review or remove. `presend explain` lists the reasons",
        "每个原因如何处理：keep（保留）、review（复核）、remove（剔除）。运行 `presend explain` 可列出全部原因"
    }
    WRITTEN { "{file} written: {lists}", "已写入 {file}：{lists}" }
    ONE_LIST { "1 list in the folder", "文件夹中有 1 份名单" }
    LISTS { "{n} lists in the folder", "文件夹中有 {n} 份名单" }
}

//! Mistakes on the command line.

texts! {
    NO_SUCH_ARGUMENT { "there is no argument {arg}", "没有 {arg} 这个参数" }
    ARGUMENT_ELSEWHERE { "`{command}` takes it", "`{command}` 有这个参数" }
    NO_SUCH_COMMAND { "there is no command {command}", "没有 {command} 这个命令" }
    NEITHER_COMMAND_NOR_LIST {
        "{word} is neither a command nor a list",
        "{word} 既不是命令，也不是名单文件"
    }
    NO_SUCH_LIST { "there is no list {word}", "没有名单文件 {word}" }
    EXPLAIN_IT { "`presend explain {word}` explains it", "运行 `presend explain {word}` 可查看说明" }
    COMMAND_MISSING { "`{command}` needs a command", "`{command}` 后面还要写一个命令" }
    COMMANDS { "the commands are {commands}", "可用的命令：{commands}" }
    VALUE_MISSING { "{arg} needs a value", "{arg} 后面缺少值" }
    VALUES_MISSING { "{arg} needs more values", "{arg} 后面的值不够" }
    VALUES_TOO_MANY { "{arg} takes no value, but \"{value}\" was given", "{arg} 不需要值，却写了“{value}”" }
    VALUES_WRONG { "{arg} takes another number of values", "{arg} 后面值的个数不对" }
    VALUE_UNKNOWN { "{arg} cannot be \"{value}\"", "{arg} 不能是“{value}”" }
    VALUE_INVALID { "{arg} cannot be \"{value}\": {why}", "{arg} 不能是“{value}”：{why}" }
    VALUES { "give one of {values}", "可选值：{values}" }
    EQUALS_MISSING { "the value of {arg} must follow a `=`", "{arg} 的值前面须有 `=`" }
    CONFLICT { "{arg} and {other} exclude each other", "{arg} 和 {other} 不能同时使用" }
    TWICE { "{arg} may be given once only", "{arg} 只能写一次" }
    REQUIRED { "{args} is missing", "缺少 {args}" }
    NOT_UTF8 { "an argument is not valid UTF-8", "有参数不是有效的 UTF-8" }
    OTHER { "the command line is wrong: {detail}", "命令行有误（{detail}）" }
    SEE_HELP { "`{command} --help` lists what it takes", "`{command} --help` 可查看用法" }
    NOT_WHOLE { "not a whole number", "不是整数" }
    NOT_NUMBER { "not a number", "不是数字" }
    NOT_ZERO { "it must be 1 at least", "至少为 1" }
    NO_TIMEOUT { "give seconds, more than 0 and at most 60", "请给出大于 0、不超过 60 的秒数" }
    TOO_LARGE { "too large", "太大" }
    TOO_SMALL { "too small", "太小" }
}

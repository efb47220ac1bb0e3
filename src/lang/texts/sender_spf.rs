//! What is wrong with SPF records.

texts! {
    RESULT { "{result} for {ip}", "{ip} 的结果为 {result}" }
    COSTS { "{n} of 10 look-ups", "10 次查询中用了 {n} 次" }
    NOT_ASCII { "it holds a character that is not ASCII", "含有 ASCII 以外的字符" }
    NO_TERM { "there is no such mechanism or modifier", "没有这样的机制或修饰符" }
    NO_DOMAIN { "it names no domain", "没有写域名" }
    BAD_DOMAIN { "what it names is no domain", "所写的不是有效的域名" }
    BAD_MACRO { "its macro is broken", "宏的写法有误" }
    BAD_ADDRESS { "what it names is no IP address of that kind", "所写的不是该类型的 IP 地址" }
    BAD_BITS { "its prefix length is none", "前缀长度无效" }
    ALL_HAS_NO_VALUE { "`all` takes nothing behind it", "`all` 后面不能再写内容" }
    TWICE { "it stands there a second time", "重复出现" }
}

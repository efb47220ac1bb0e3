//! Contact files: how they are told in one line, and why one cannot be read or written.

texts! {
    STANDARD_INPUT { "standard input", "标准输入" }
    STANDARD_OUTPUT { "standard output", "标准输出" }

    // What was found out about a list.
    WITH_BOM { "{encoding} with BOM", "{encoding}（带 BOM）" }
    COMMA { "comma", "逗号分隔" }
    TAB { "tab", "制表符分隔" }
    SEMICOLON { "semicolon", "分号分隔" }
    PIPE { "pipe", "竖线分隔" }
    BLANK { "blank", "空格分隔" }
    OTHER_DELIMITER { "\"{character}\"", "以“{character}”分隔" }
    ONE_COLUMN { "one column", "单列" }
    LINE_END { "{kind}", "{kind} 换行" }
    MIXED_LINE_ENDS { "mixed line ends", "换行符混用" }
    DELIMITED { "text with cells between delimiters", "以分隔符分列的文本" }
    EXCEL_WORKBOOK { "Excel workbook", "Excel 工作簿" }
    OLD_EXCEL_WORKBOOK { "Excel 97-2003 workbook", "Excel 97-2003 工作簿" }
    OPEN_DOCUMENT { "OpenDocument spreadsheet", "OpenDocument 电子表格" }
    JSON_LINES { "JSON Lines", "JSON Lines（每行一个对象）" }
    THE_SHEET { "sheet {number} \"{sheet}\"", "第 {number} 张工作表“{sheet}”" }
    SHEET_OF { "sheet {number} of {all} \"{sheet}\"", "第 {number} 张工作表“{sheet}”（共 {all} 张）" }
    PACKED { "{packing}", "{packing} 压缩" }
    HEADER_LINE { "header in line {line}", "表头在第 {line} 行" }
    HEADER_ROW { "header in row {line}", "表头在第 {line} 行" }
    NO_HEADER { "no header", "没有表头" }
    ADDRESS_COLUMN { "addresses in column {columns}", "地址在{columns}" }
    ADDRESS_COLUMNS { "addresses in columns {columns}", "地址在{columns}" }
    COLUMN { "{n}", "第 {n} 列" }
    COLUMN_CALLED { "{n} \"{name}\"", "第 {n} 列“{name}”" }
    NUMBERED { "{n} \"{name}\"", "{n}“{name}”" }
    UNCALCULATED { "{n} formulas without a value", "{n} 个公式没有计算结果" }
    UNCALCULATED_ONE { "one formula without a value", "1 个公式没有计算结果" }

    // Why a list cannot be read.
    CANNOT_READ { "cannot read {name}: {why}", "无法读取 {name}：{why}" }
    CANNOT_SPOOL { "cannot keep a copy of {name} in the temporary folder: {why}", "无法在临时文件夹中保存 {name} 的副本：{why}" }
    SET_TMPDIR { "set TMPDIR to a folder with room", "把 TMPDIR 设为有足够空间的文件夹" }
    NOT_A_TABLE { "{name} {what}", "{name}：{what}" }
    IS_A_FOLDER { "is a folder", "是一个文件夹" }
    NAME_A_FILE { "name a file in it", "请指定其中的文件" }
    IS_BINARY { "is a binary file, not a table", "是二进制文件，不是表格" }
    IS_EMPTY { "is empty", "是空的" }
    CHECK_EXPORT { "check that the export succeeded", "请检查导出是否成功" }
    SAVE_AS_XLSX { "open it in a spreadsheet and save it as .xlsx or as CSV (UTF-8) first", "请先用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV（UTF-8）" }
    UNPACK_FIRST { "unpack it first", "请先解压" }
    EXPORT_AS_CSV { "export the contacts as CSV first", "请先把联系人导出为 CSV" }
    SAVE_AS_UTF8 { "save it as UTF-8 first", "请先另存为 UTF-8 编码" }
    ONE_OBJECT_A_LINE { "write one object a line: `jq -c '.[]' FILE > FILE.jsonl`", "请改为每行一个对象：`jq -c '.[]' FILE > FILE.jsonl`" }
    IS_PDF { "is a PDF document", "是 PDF 文档" }
    IS_RTF { "is an RTF document", "是 RTF 文档" }
    IS_XZ { "is compressed with xz", "是 xz 压缩文件" }
    IS_BZIP2 { "is compressed with bzip2", "是 bzip2 压缩文件" }
    IS_7Z { "is a 7z archive", "是 7z 压缩包" }
    IS_RAR { "is a RAR archive", "是 RAR 压缩包" }
    IS_ZIP { "is a zip archive", "是 zip 压缩包" }
    IS_IMAGE { "is an image", "是图片" }
    IS_SQLITE { "is an SQLite database", "是 SQLite 数据库" }
    IS_UTF32 { "is UTF-32 text", "是 UTF-32 编码的文本" }
    IS_JSON_ARRAY { "is one JSON list, not JSON Lines", "是一个 JSON 数组，不是 JSON Lines" }
    IS_WORD { "is a Word document", "是 Word 文档" }
    IS_OFFICE { "is an Office document without a worksheet", "是没有工作表的 Office 文档" }
    IS_XLSB { "is a binary Excel workbook (.xlsb)", "是二进制 Excel 工作簿（.xlsb）" }
    IS_HTML { "is a web page (HTML), whatever its name says", "其实是网页（HTML），与文件名不符" }
    IS_XML { "is an XML document", "是 XML 文档" }
    IS_VCARD { "holds vCards, not a table", "是 vCard 名片，不是表格" }
    HAS_PASSWORD { "is protected by a password", "有密码保护" }
    TAKE_PASSWORD_OFF { "open it in a spreadsheet and save it without the password", "请用 Excel 或 WPS 打开，去掉密码后另存" }
    IS_DAMAGED { "is damaged: {why}", "已损坏：{why}" }
    SAVE_ANEW { "open it in the program that made it and save it anew", "请用生成它的程序打开，重新保存" }
    IS_TOO_LARGE { "would take more than {limit} MiB of memory, because workbooks of this format are read as a whole", "这种格式的工作簿须整体读入，所需内存超过 {limit} MiB" }
    IS_A_BOMB { "unpacks to far more than its size allows for", "解压后的大小远远超出合理范围" }
    IS_SPARSE { "has a stray cell far outside its table, at {cell}", "在表格之外很远的 {cell} 处有零散单元格" }
    DELETE_STRAY { "delete the rows and columns around the table, or save the sheet as CSV", "请删除表格以外的行和列，或把工作表另存为 CSV" }
    LONG_CELL { "has a cell longer than {limit} bytes", "有单元格超过 {limit} 字节" }
    RAISE_MAX_FIELD { "raise the limit with --max-field if that is right", "如果确实如此，请用 --max-field 调高上限" }
    NO_SHEET { "has no worksheet", "没有工作表" }
    NO_SUCH_SHEET { "{name} has no sheet \"{wanted}\": its sheets are {sheets}", "{name} 中没有工作表“{wanted}”：共有 {sheets}" }
    NAME_A_SHEET { "name one of them, or its number from 1", "请给出其中一个的名称，或从 1 开始的序号" }
    BAD_JSON { "{name}, line {line}: not a JSON object: {why}", "{name} 第 {line} 行：不是 JSON 对象：{why}" }
    JSON_HINT { "each line must hold one object, as in {\"email\": \"...\"}", "每一行必须是一个对象，例如 {\"email\": \"...\"}" }
    TOO_MANY_KEYS { "{name}, line {line}: the objects have more than {limit} different keys", "{name} 第 {line} 行：对象的键超过 {limit} 种" }
    FEWER_KEYS { "keep the keys that matter", "请只保留需要的键" }
    UNKNOWN_ENCODING { "unknown encoding \"{label}\"", "未知的编码“{label}”" }
    DID_YOU_MEAN { "did you mean {near}?", "您是不是想写 {near}？" }
    DID_YOU_MEAN_COLUMN { "did you mean \"{near}\"?", "您是不是想写“{near}”？" }
    ENCODING_NAMES { "use a name such as utf-8, gbk, big5, shift_jis, euc-kr, windows-1252 or utf-16le", "可用 utf-8、gbk、big5、shift_jis、euc-kr、windows-1252、utf-16le 等名称" }
    BAD_DELIMITER { "{what} cannot be a delimiter", "{what} 不能用作分隔符" }
    GOOD_DELIMITERS { "use one of , ; | or tab", "请用 , ; | 或制表符" }
    CANNOT_TRANSCODE { "{name}, line {line}: this {encoding} text cannot be written back as it came", "{name} 第 {line} 行：这段 {encoding} 文本无法原样写回" }
    SAVE_OR_NAME_ENCODING { "save the file as UTF-8, or name its true encoding with --encoding", "请把文件另存为 UTF-8，或用 --encoding 指定真正的编码" }
    NO_ADDRESS_COLUMN { "cannot tell which column holds the addresses: {header}; {guesses}", "无法判断哪一列是邮箱地址：{header}；{guesses}" }
    NAME_THE_COLUMN { "name it with --column NAME or --column NUMBER", "请用 --column 列名 或 --column 列号 指定" }
    NO_SUCH_COLUMN { "no column {wanted}: {header}", "找不到列 {wanted}：{header}" }
    NO_HEADER_TAKE_NUMBER { "the file has no header, so take the column's number", "文件没有表头，请用列号" }
    TAKE_NAME_OR_NUMBER { "take a name from the header, or a number from 1", "请用表头中的列名，或从 1 开始的列号" }
    COLUMN_NUMBERS { "columns are numbered from 1 to {n}", "列号从 1 到 {n}" }
    NO_COLUMNS { "the file has no columns", "文件没有任何列" }
    THE_COLUMNS { "the columns are {columns}", "已有的列是 {columns}" }
    AND_MORE { "and {n} more", "另有 {n} 列" }
    NO_GUESSES { "none of them holds addresses", "没有一列含有地址" }
    BEST_GUESSES { "best guesses: {columns}", "最可能的是{columns}" }
    SWALLOWED_ROWS { "{name}, line {line}: a quote (\") opens here and takes in the rows below it", "{name} 第 {line} 行：此处的引号（\"）没有正确配对，把下面的行也包了进去" }
    OPEN_QUOTE { "{name}, line {line}: a quote (\") opens here and never closes", "{name} 第 {line} 行：此处的引号（\"）没有配对" }
    CLOSE_QUOTE { "close it there, or double it if it belongs to the text", "请补上引号；如果它是文本的一部分，请写成两个" }
    LONG_FIELD { "{name}, line {line}: a field is longer than {limit} bytes", "{name} 第 {line} 行：字段超过 {limit} 字节" }

    // Why an output cannot be written.
    SAME_AS_INPUT { "{path} is the input itself", "{path} 就是输入文件" }
    IN_USE { "{path} is a file that this run uses itself", "{path} 是本次运行要用到的文件" }
    NAME_ANOTHER { "name another file", "请指定另一个文件" }
    TWICE { "{name} is named for two outputs", "{name} 被指定为两个输出" }
    OWN_FILES { "give each its own file", "请分别指定文件" }
    IS_SYMLINK { "{path} is a symbolic link, which presend does not write through", "{path} 是符号链接，presend 不通过它写入" }
    USE_DASH { "standard output is `-`, as in `-o -`", "标准输出请写成 `-`，例如 `-o -`" }
    NAME_POINTED { "name the file it points to", "请指定它指向的文件" }
    OUTPUT_IS_FOLDER { "{path} is a folder", "{path} 是一个文件夹" }
    EXISTS { "{path} exists already", "{path} 已经存在" }
    USE_FORCE { "overwrite it with --force", "用 --force 覆盖" }
    NO_FOLDER { "the folder {folder} does not exist", "文件夹 {folder} 不存在" }
    CREATE_FOLDER { "create it first", "请先创建" }
    CANNOT_WRITE_IN { "cannot write in the folder {folder}: {why}", "无法写入文件夹 {folder}：{why}" }
    CANNOT_WRITE { "cannot write {name}: {why}", "无法写入 {name}：{why}" }
    UNWRITABLE { "{path}: presend does not write this kind of file", "{path}：presend 不写这种文件" }
    WRITABLE { "end the name in .xlsx, .csv or .jsonl (the last two also with .gz or .zst)", "请用 .xlsx、.csv 或 .jsonl 结尾（后两种可加 .gz 或 .zst）" }
    FULL_SHEET { "{name}: a worksheet holds no more than {limit} rows and {width} columns", "{name}：工作表最多 {limit} 行、{width} 列" }
    LONG_SHEET_CELL { "{name}: the cell in row {row}, column {column} is longer than the 32767 characters that a worksheet takes", "{name}：第 {row} 行第 {column} 列的内容超过工作表单元格的上限 32767 个字符" }
    WRITE_CSV { "write CSV instead, as in `-o clean.csv --review review.csv --removed removed.csv`", "请改写为 CSV，例如 `-o clean.csv --review review.csv --removed removed.csv`" }
}

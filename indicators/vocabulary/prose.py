"""Words around numbers in sentences (文字里的数): units that may follow one, verbs of change, what blurs or limits it."""

from __future__ import annotations

from indicators.vocabulary.clauses import STEP_VERBS, Side


def _words(rows: str) -> tuple[str, ...]:
    return tuple(rows.split())


UNITS = _words(
    "% ‰ 个百分点 百分点 元 角 元/人 元/天 元/次 元/户 元/月 元/年 元/亩 元/人次 元/平方米 元/人天 "
    "人 人次 名 位 家 家次 户 户次 个 项 项次 次 场 场次 期 份 篇 条 件 起 例 宗 笔 台 套 台套 台(套) 辆 座 处 间 栋 幢 所 "
    "只 头 株 棵 亩 公顷 平方米 平方公里 立方米 公里 千米 米 吨 公斤 千克 千瓦时 本 册 卷 张 幅 块 盏 根 支 批 批次 班 班次 "
    "课时 学时 种 类 门 轮 组 部 集 艘 眼 套次 车次 天 个月 个小时 小时 分钟 个工作日 个季度 周"
)
"""Units that stand after a number in a sentence. Not 分, 号, 级, 届, 点: they mark points, numbers and ranks."""
NOT_A_UNIT = ("周年", "部门", "部委", "家庭", "本地", "组织", "名牌", "条例", "种子", "支出", "支付", "支持", "元旦", "元宵", "类似")
"""Words whose first character only looks like a unit."""
DURATIONS = frozenset(("天", "个月", "个小时", "小时", "分钟", "个工作日", "个季度", "周"))
SURE_UNITS = ("人次", "家", "次", "场", "份", "篇", "户", "名", "台", "辆", "亩", "件", "起", "天")
"""Units after which a Chinese numeral counts; 个, 项, 期, 套 also stand in set phrases (两个维护, 二期)."""
SET_PHRASES = ("性", "渠", "产业", "供水", "开发", "创业")
"""What makes a set phrase of numeral and unit: 一次性, 五家渠, 三次产业, 二次供水."""
ORDINAL_BEFORE = "第每再又这那首同任上下逐历"

CHANGES: dict[str, Side] = {
    **STEP_VERBS,
    **dict.fromkeys(("节约", "节省", "结余", "压减", "不足", "未使用"), Side.BELOW),
    **dict.fromkeys(("超额", "多出", "增长", "提高", "上升", "增多", "多完成", "延期", "拖延"), Side.ABOVE),
}
"""Verbs that say on which side of something else a number lies, and by how much."""
NOT_A_SIDE = frozenset(("出现", "发现", "发生", "偏离", "偏差", "相差", "早", "晚", "迟", "低", "高", "缺"))
"""Step verbs that say nothing of the kind in a sentence."""
WEAK_CHANGES = ("增加", "减少", "增长", "提高", "上升", "降低", "下降", "增多", "缺少", "不足", "未使用", "提前", "压减")
"""Changes that are the cause as often as the deviation: 增加 2 次 explains, 超出 2 次 measures."""
COMPARED_WITH = ("同比", "环比", "比上年", "较上年", "比去年", "较去年", "比往年", "较往年", "上年", "去年", "往年", "上季度")
"""What a change is measured against when it is not the target."""
BLURS_BEFORE = ("大约", "大概", "约", "近", "将近", "接近")
BLURS_INSIDE = ("余", "多", "几", "来")
BLURS_AFTER = ("左右", "上下", "余", "多")
REACHING = ("达到", "达", "共计", "共", "合计", "累计", "为", "是")
"""Words between a comparator or a verb and its number that change nothing."""

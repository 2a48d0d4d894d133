namespace ChatApp.Data.Seeding;

/// <summary>Makes the texts of the load test: Chinese and English, with words that are frequent, less frequent and rare, links and file names.</summary>
internal static class LoadWords
{
    private const int LinkEvery = 40;
    private const int FileEvery = 60;

    private static readonly string[] English =
        ("the we can please meeting project report deploy server review today tomorrow update plan design budget customer release test build ticket invoice " +
        "schedule contract office lunch coffee morning draft version branch merge backup database network screen keyboard printer travel flight hotel station " +
        "weather holiday question answer problem solution number result figure market price order shipment factory quality check list note call message group " +
        "orchard lantern granite saffron velvet harbour meadow falcon cobalt walnut pepper compass glacier thunder mosaic").Split(' ');

    private static readonly string[] Chinese =
        ("我们 今天 明天 会议 项目 报告 服务器 部署 客户 发布 测试 版本 预算 设计 计划 数据 文件 下午 上午 时间 问题 答案 方案 价格 订单 工厂 质量 检查 名单 电话 消息 群里 " +
        "同事 老板 合同 发票 出差 航班 酒店 车站 天气 假期 午饭 咖啡 周末 徒步 打印机 键盘 屏幕 网络 备份 数据库 分支 合并 草稿 记得 一下 可以 需要 已经 马上 谢谢 收到 辛苦 " +
        "麒麟 琥珀 茉莉 翡翠 灯塔 罗盘 冰川 雷霆 胡桃 藏红花").Split(' ');

    private static readonly string[] Signs = ["，", "。", "！", "？", ""];

    /// <summary>The text of a message; the same number makes the same text.</summary>
    public static string Text(ref ulong random)
    {
        var kind = Next(ref random, FileEvery * LinkEvery);
        if (kind % LinkEvery == 0)
        {
            return $"https://example.com/{Pick(English, ref random)}/{Pick(English, ref random)}-{Next(ref random, 10_000)}.html";
        }

        if (kind % FileEvery == 1)
        {
            return $"{Pick(English, ref random)}.{Pick(English, ref random)}-{Next(ref random, 10_000)}.json";
        }

        return kind % 2 == 0 ? Sentence(Chinese, 3 + Next(ref random, 12), string.Empty, ref random) : Sentence(English, 4 + Next(ref random, 12), " ", ref random);
    }

    private static string Sentence(string[] words, int length, string between, ref ulong random)
    {
        var text = new System.Text.StringBuilder(length * 7);
        for (var i = 0; i < length; i++)
        {
            text.Append(i == 0 ? string.Empty : between).Append(Pick(words, ref random));
            if (between.Length == 0 && i % 4 == 3)
            {
                text.Append(Signs[Next(ref random, Signs.Length)]);
            }
        }

        return text.ToString();
    }

    // The square of an even choice: the words at the front of a list come often, those at its end seldom, as in any language.
    private static string Pick(string[] words, ref ulong random)
    {
        const int Fine = 4_096;
        var place = Next(ref random, Fine);
        return words[(int)((long)place * place * words.Length / ((long)Fine * Fine))];
    }

    /// <summary>The next number below a limit. Fast, repeatable and good enough for a load test.</summary>
    public static int Next(ref ulong random, int below)
    {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        return (int)((random >> 33) % (ulong)below);
    }
}

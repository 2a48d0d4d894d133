using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>Makes words for tests of the engine, without a store.</summary>
internal static class Words
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static SensitiveWord Word(
        string text, WordAction action = WordAction.Refuse, WordMatch match = WordMatch.Contains, ModerationScope scopes = ModerationScope.All)
        => new(text.GetHashCode(StringComparison.Ordinal), text, "", match, action, scopes, Enabled: true, "", ExpiresAt: null, new UserId("root"), Now, Version: 1);

    public static WordSnapshot Snapshot(params SensitiveWord[] words) => new(new WordList(Version: 1, words));

    public static IReadOnlyList<WordHit> Find(string text, params SensitiveWord[] words)
        => Snapshot(words).Find(text, ModerationScope.Messages, Now);

    public static IReadOnlyList<string> Pieces(string text, params SensitiveWord[] words)
        => [.. Find(text, words).Select(hit => text.Substring(hit.Start, hit.Length))];
}

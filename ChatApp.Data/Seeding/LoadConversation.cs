using ChatApp.Core.Conversations;

namespace ChatApp.Data.Seeding;

/// <summary>A conversation of the load test: its members are neighbours in the row of people.</summary>
/// <param name="Key">How the store names it.</param>
/// <param name="First">The number of its first member.</param>
/// <param name="Members">How many members it has.</param>
internal sealed record LoadConversation(ConversationKey Key, int First, int Members)
{
    public const int People = 2_000;

    private static readonly int[] GroupSizes = [100, 1_000, 2_000];

    /// <summary>The chats of friends in pairs, and then the groups.</summary>
    public static IReadOnlyList<LoadConversation> All { get; } =
    [
        .. Enumerable.Range(0, People / 2).Select(pair => new LoadConversation(
            ConversationKey.Of(new(NameOf(2 * pair)), ConversationTarget.Person(new(NameOf((2 * pair) + 1)))), 2 * pair, Members: 2)),
        .. GroupSizes.Select(size => new LoadConversation(ConversationKey.Of(new(NameOf(0)), ConversationTarget.Group($"g{size}")), First: 0, size)),
    ];

    public static string NameOf(int person) => $"u{person}";
}

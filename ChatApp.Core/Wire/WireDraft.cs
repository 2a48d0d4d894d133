using ChatApp.Core.Personal;

namespace ChatApp.Core.Wire;

/// <summary>A draft as it is now.</summary>
public sealed record WireDraft(string Text, long? ReplyTo, IReadOnlyList<string> Others, long Version)
{
    /// <summary>The wire's form of a draft.</summary>
    public static WireDraft From(Draft draft) => new(draft.Text, draft.ReplyTo, draft.Others, draft.Version);
}

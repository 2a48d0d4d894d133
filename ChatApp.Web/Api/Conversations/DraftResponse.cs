using ChatApp.Core.Personal;

namespace ChatApp.Web.Api.Conversations;

/// <summary>A draft as it is now.</summary>
internal sealed record DraftResponse(string Text, long? ReplyTo, IReadOnlyList<string> Others, long Version)
{
    public static DraftResponse From(Draft draft) => new(draft.Text, draft.ReplyTo, draft.Others, draft.Version);
}

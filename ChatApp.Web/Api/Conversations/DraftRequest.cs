namespace ChatApp.Web.Api.Conversations;

/// <summary>A draft as the device wants it; <c>base</c> is the version of the draft it knows.</summary>
internal sealed record DraftRequest(string? Text, long? ReplyTo, long? Base, bool? DropOthers);

namespace ChatApp.Web.Api.Messages;

/// <summary>Messages to delete for the caller alone.</summary>
internal sealed record DeleteBody(IReadOnlyList<long>? Sequences);

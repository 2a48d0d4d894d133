namespace ChatApp.Web.Api.Administration;

/// <summary>Topics with a retained message, by name.</summary>
internal sealed record AdminRetainedList(IReadOnlyList<AdminRetained> Topics);

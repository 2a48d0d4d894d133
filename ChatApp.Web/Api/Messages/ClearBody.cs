namespace ChatApp.Web.Api.Messages;

/// <summary>Up to where to clear; absent means all there is.</summary>
internal sealed record ClearBody(long? UpTo);

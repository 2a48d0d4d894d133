namespace ChatApp.Web.Api.Messages;

/// <summary>The new words of a message.</summary>
internal sealed record EditBody(string? Text);

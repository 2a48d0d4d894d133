using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Wire;

/// <summary>The last change of one kind to one message.</summary>
/// <param name="Change">Its number in the conversation.</param>
/// <param name="Kind"><c>recalled</c>, <c>edited</c>, <c>reaction</c> or <c>pinned</c>.</param>
/// <param name="Message">The message as it is now.</param>
public sealed record WireChange(long Change, string Kind, WireMessage Message)
{
    /// <summary>A change as one reader sees it.</summary>
    public static WireChange From(MessageChange change, UserId reader)
        => new(change.Change, JsonNamingPolicy.CamelCase.ConvertName(change.Kind.ToString()), WireMessage.From(change.Message, reader));
}

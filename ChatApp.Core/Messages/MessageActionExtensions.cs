using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Messages.Stars;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Messages;

/// <summary>Registers what can be done to a stored message.</summary>
internal static class MessageActionExtensions
{
    public static void AddMessageActions(this IServiceCollection services)
    {
        services.AddSingleton<MessageAccess>();
        services.AddSingleton<SendReferences>();
        services.AddSingleton<ForwardService>();
        services.AddSingleton<ChangeService>();
        services.AddSingleton<EditService>();
        services.AddSingleton<RecallService>();
        services.AddSingleton<ReactionService>();
        services.AddSingleton<PinService>();
        services.AddSingleton<StarService>();
        services.AddSingleton<DeletionService>();
    }
}

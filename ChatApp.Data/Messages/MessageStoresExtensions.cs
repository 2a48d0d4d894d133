using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Messages.Stars;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Messages;

/// <summary>Registers the stores of what can be done to a stored message.</summary>
internal static class MessageStoresExtensions
{
    public static void AddMessageStores(this IServiceCollection services)
    {
        services.AddSingleton<IMessageFinder, NpgsqlMessageFinder>();
        services.AddSingleton<IMessageMarkStore, NpgsqlMessageMarkStore>();
        services.AddSingleton<IChangeStore, NpgsqlChangeStore>();
        services.AddSingleton<IEditStore, NpgsqlEditStore>();
        services.AddSingleton<IRecallStore, NpgsqlRecallStore>();
        services.AddSingleton<IReactionStore, NpgsqlReactionStore>();
        services.AddSingleton<IPinStore, NpgsqlPinStore>();
        services.AddSingleton<IStarStore, NpgsqlStarStore>();
        services.AddSingleton<IDeletionStore, NpgsqlDeletionStore>();
    }
}

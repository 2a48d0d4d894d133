using ChatApp.Core.Announcements;
using ChatApp.Core.Broker;
using ChatApp.Core.Conversations;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Favourites;
using ChatApp.Core.Friends;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Messages.Retention;
using ChatApp.Core.Messages.Search;
using ChatApp.Core.Nodes;
using ChatApp.Core.Personal;
using ChatApp.Core.Presence;
using ChatApp.Core.Profiles;
using ChatApp.Core.Receipts;
using ChatApp.Core.Review;
using ChatApp.Core.Schedules;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.Startup;
using ChatApp.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core;

/// <summary>Registers the services of the product.</summary>
public static class CoreExtensions
{
    /// <summary>Adds every service; the stores and the clock come from elsewhere.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="node">This node's number, 0 to 31.</param>
    /// <param name="lockedSettings">Settings that the configuration fixes, by name.</param>
    public static IServiceCollection AddChatAppCore(this IServiceCollection services, int node, IReadOnlyDictionary<string, string> lockedSettings)
    {
        services.AddSingleton(provider => new IdGenerator(node, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<INodeBus, InProcessNodeBus>();
        services.AddSingleton(provider => new ServerSettings(
            provider.GetRequiredService<IServerSettingStore>(), provider.GetRequiredService<INodeBus>(), provider.GetRequiredService<TimeProvider>(), lockedSettings));
        services.AddSingleton<IStartupStep, SettingsStep>();
        services.AddSingleton<UserService>();
        services.AddSingleton<SessionService>().AddSingleton<SecurityLog>();
        services.AddSingleton<ConversationAccess>();
        services.AddSingleton<ConversationDirectory>();
        services.AddSingleton<ConversationService>();
        services.AddSingleton<MessageService>();
        services.AddMessageActions();
        services.AddSingleton<CatchUpService>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<RetentionService>();
        services.AddReview();
        services.AddSingleton<DeliveryService>();
        services.AddSingleton<IMessageDelivery>(provider => provider.GetRequiredService<DeliveryService>());
        services.AddSingleton<IEventDelivery>(provider => provider.GetRequiredService<DeliveryService>());
        services.AddSingleton<PersonalSettings>();
        services.AddSingleton<UserSettingService>();
        services.AddSingleton<DraftService>();
        services.AddSingleton<ConversationMarkService>();
        services.AddSingleton<DeliveredMarks>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveredMarks>());
        services.AddSingleton<ReceiptService>();
        services.AddSingleton<ScheduledMessageService>();
        services.AddSingleton<ReminderService>();
        services.AddSingleton<DueService>();
        services.AddHostedService<DueWorker>();
        services.AddSingleton<FriendService>();
        services.AddSingleton<ISendGate, FriendSendGate>();
        services.AddSingleton<PresenceService>();
        services.AddHostedService<LastSeenWorker>();
        services.AddSingleton<TopicRules>();
        services.AddSingleton<ITopicRules>(provider => provider.GetRequiredService<TopicRules>());
        services.AddSingleton<GroupService>().AddSingleton<AnnouncementService>().AddSingleton<FavouriteService>().AddProfiles();
        services.AddSingleton<GroupRightsService>();
        return services;
    }
}

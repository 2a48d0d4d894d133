using ChatApp.Core.Personal;
using ChatApp.Core.Presence;
using ChatApp.Core.Receipts;
using ChatApp.Core.Schedules;
using ChatApp.Data.Presence;
using ChatApp.Data.Receipts;
using ChatApp.Data.Schedules;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Personal;

/// <summary>Registers the stores of what is a person's own: settings, marks, when they were seen, and what waits for its moment.</summary>
internal static class PersonalStoresExtensions
{
    public static void AddPersonalStores(this IServiceCollection services)
    {
        services.AddSingleton<IReceiptStore, NpgsqlReceiptStore>();
        services.AddSingleton<IUserSettingStore, EfUserSettingStore>();
        services.AddSingleton<IScheduledMessageStore, EfScheduledMessageStore>();
        services.AddSingleton<IReminderStore, EfReminderStore>();
        services.AddSingleton<IPresenceStore, EfPresenceStore>();
    }
}

using ChatApp.Core.Audit;
using ChatApp.Core.Broker;
using ChatApp.Core.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Administration;

/// <summary>Registers the administration.</summary>
public static class AdministrationExtensions
{
    /// <summary>Adds the administration and the audit log; the stores come from the data layer.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<AuditLog>();
        services.AddSingleton<WordAdministration>();
        services.AddSingleton<HitAdministration>();
        services.AddSingleton<ReviewAdministration>();
        services.AddSingleton<SettingAdministration>();
        services.AddSingleton<RetentionAdministration>();
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<InvitationAdministration>();
        services.AddSingleton<AuditAdministration>();
        services.AddSingleton<ConnectionAdministration>();
        services.AddSingleton<TopicRuleAdministration>();
        services.AddSingleton<TopicRuleLoader>();
        services.AddSingleton<IStartupStep, TopicRulesStep>();
        services.AddHostedService<TopicRuleReloader>();
        return services;
    }
}

using ChatApp.Core.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Profiles;

/// <summary>Registers what people show of themselves.</summary>
public static class ProfilesExtensions
{
    /// <summary>Adds the services; the stores come from elsewhere.</summary>
    public static IServiceCollection AddProfiles(this IServiceCollection services)
        => services.AddSingleton<ProfileService>().AddSingleton<AvatarIndex>().AddSingleton<IStartupStep, AvatarStep>();
}

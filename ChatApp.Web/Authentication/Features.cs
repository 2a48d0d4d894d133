namespace ChatApp.Web.Authentication;

/// <summary>What of the product exists on this server.</summary>
/// <param name="PhoneSimulator">Whether there is a page that plays a phone. Defaults to yes in Development and no elsewhere.</param>
internal sealed record Features(bool PhoneSimulator)
{
    public static Features From(IConfiguration configuration, IHostEnvironment environment)
        => new(configuration.GetValue("Features:PhoneSimulator", environment.IsDevelopment()));
}

namespace ChatApp.Core.Startup;

/// <summary>The accounts of the demo, for the lines that are printed at start.</summary>
public sealed class DemoAccounts
{
    /// <summary>The user names; empty when there is no demo.</summary>
    public IReadOnlyList<string> UserNames { get; private set; } = [];

    /// <summary>The password of all of them; <see langword="null"/> when this server does not know it any more.</summary>
    public string? Password { get; private set; }

    /// <summary>Says what the demo holds.</summary>
    public void Set(IReadOnlyList<string> userNames, string? password)
    {
        UserNames = userNames;
        Password = password;
    }
}

namespace ChatApp.Core.SignIn;

/// <summary>How often one may try to sign in. Tries per account are settings of the server: <c>Login.MaxTries</c> and <c>Login.Lockout</c>.</summary>
public sealed class SignInLimits
{
    /// <summary>How many tries one address has in <see cref="AddressWindow"/>, whatever the accounts. Defaults to 50.</summary>
    public int TriesPerAddress { get; set; } = 50;

    /// <summary>The time in which an address's tries are counted. Defaults to 15 minutes.</summary>
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a sign-in code works. Defaults to 5 minutes; more than 10 is refused at start.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many wrong tries kill a sign-in code. Defaults to 5.</summary>
    public int TriesPerCode { get; set; } = 5;

    /// <summary>How many codes are sent to one account in an hour. Defaults to 10.</summary>
    public int CodesPerAccount { get; set; } = 10;

    /// <summary>How many codes of a second factor may be tried for one account in <see cref="AddressWindow"/>. Defaults to 10.</summary>
    public int SecondFactorTries { get; set; } = 10;

    /// <summary>How long a sign-in waits for its second factor. Defaults to 10 minutes.</summary>
    public TimeSpan SecondFactorLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a browser may take to make or find a passkey. Defaults to 5 minutes.</summary>
    public TimeSpan PasskeyLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many passkeys may be asked for from one address in <see cref="AddressWindow"/>: each opened login page asks for one. Defaults to 1,000.</summary>
    public int PasskeysPerAddress { get; set; } = 1_000;

    /// <summary>How many passkeys an account may have. Defaults to 20.</summary>
    public int MaxPasskeys { get; set; } = 20;

    /// <summary>How long an account that its owner closes can still be taken back by signing in. Defaults to 30 days.</summary>
    public TimeSpan CloseGrace { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often one address may try to make an account in an hour. Defaults to 20.</summary>
    public int RegistrationsPerAddress { get; set; } = 20;

    /// <summary>The most characters of a password that are read. Defaults to 256.</summary>
    public int MaxPassword { get; set; } = 256;
}

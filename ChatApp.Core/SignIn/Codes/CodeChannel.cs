namespace ChatApp.Core.SignIn.Codes;

/// <summary>How a code gets to a person.</summary>
public enum CodeChannel
{
    /// <summary>To a phone number.</summary>
    Sms = 1,

    /// <summary>To an e-mail address.</summary>
    Email = 2,
}

using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>Takes codes to people, one way.</summary>
internal interface ICodeCarrier
{
    /// <summary>Which way.</summary>
    CodeChannel Channel { get; }

    /// <summary>Whether it is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>Delivers a message; an exception means that it was not taken.</summary>
    Task CarryAsync(CodeMessage message, string address, CancellationToken cancellationToken);
}

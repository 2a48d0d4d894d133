namespace ChatApp.Core.QrLogin;

/// <summary>What the states of a QR login are called on the wire.</summary>
public static class QrLoginStateNames
{
    /// <summary>The name of a state that a ticket has.</summary>
    // What was used or taken looks like what is too old: an attacker's page learns nothing.
    public static string Of(QrLoginState state, QrTicket ticket) => state switch
    {
        QrLoginState.Created => "created",
        QrLoginState.Scanned => "scanned",
        QrLoginState.Confirmed => "confirmed",
        QrLoginState.Redeemed => "expired",
        QrLoginState.CancelledInBrowser => "cancelled",
        QrLoginState.CancelledOnPhone => "cancelledOnPhone",
        QrLoginState.Refused => "refused",
        QrLoginState.Expired => ticket.State == QrLoginState.Created ? "expired" : "timedOut",
    };
}

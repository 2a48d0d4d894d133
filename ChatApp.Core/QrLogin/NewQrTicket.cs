namespace ChatApp.Core.QrLogin;

/// <summary>A QR login for the browser that asked for it.</summary>
/// <param name="Ticket">What the page may show.</param>
/// <param name="Secret">What only this browser may keep, in a cookie no script can read. The same for all its tabs.</param>
public sealed record NewQrTicket(QrTicket Ticket, string Secret);

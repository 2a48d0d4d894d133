using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;

namespace ChatApp.Data.QrLogin;

/// <summary>One attempt to sign a browser in by a phone.</summary>
internal sealed class QrTicketRow
{
    public required string Code { get; set; }

    public required string TextCode { get; set; }

    /// <summary>SHA-256 of the secret in the browser's cookie; the codes of one browser share it.</summary>
    public required byte[] SecretHash { get; set; }

    public short State { get; set; }

    public int Number { get; set; }

    public required int[] Choices { get; set; }

    public required string DeviceName { get; set; }

    public required string Address { get; set; }

    /// <summary>The installation that asked by the compatible API; null for this server's own page.</summary>
    public string? ClientDevice { get; set; }

    public short ClientPlatform { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string? ScannedBy { get; set; }

    public Guid? ScannedIn { get; set; }

    public int WrongPicks { get; set; }

    /// <summary>The session that came of it.</summary>
    public Guid? SessionId { get; set; }

    public static QrTicketRow Of(QrTicket ticket, byte[] secretHash) => new()
    {
        Code = ticket.Code,
        TextCode = ticket.TextCode,
        SecretHash = secretHash,
        State = (short)ticket.State,
        Number = ticket.Number,
        Choices = [.. ticket.Choices],
        DeviceName = ticket.DeviceName,
        Address = ticket.Address,
        ClientDevice = ticket.Client?.Device.Value,
        ClientPlatform = (short)(ticket.Client?.Platform ?? Platform.Unset),
        CreatedAt = ticket.CreatedAt,
        ExpiresAt = ticket.ExpiresAt,
        ScannedBy = ticket.ScannedBy?.Value,
        ScannedIn = ticket.ScannedIn?.Value,
        WrongPicks = ticket.WrongPicks,
    };

    public QrTicket ToTicket() => new(
        Code,
        TextCode,
        (QrLoginState)State,
        Number,
        Choices,
        DeviceName,
        Address,
        CreatedAt,
        ExpiresAt,
        ScannedBy is null ? null : new UserId(ScannedBy),
        ScannedIn is null ? null : new SessionId(ScannedIn.Value),
        WrongPicks)
    {
        Client = ClientDevice is null ? null : new QrClient((Platform)ClientPlatform, new DeviceId(ClientDevice)),
    };
}

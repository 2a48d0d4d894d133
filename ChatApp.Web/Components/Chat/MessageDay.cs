namespace ChatApp.Web.Components.Chat;

/// <summary>The messages of one day in an open chat.</summary>
/// <param name="Day">The day, for the reader.</param>
/// <param name="Rows">Its messages and notices, in order.</param>
internal sealed record MessageDay(DateOnly Day, List<MessageRowModel> Rows);

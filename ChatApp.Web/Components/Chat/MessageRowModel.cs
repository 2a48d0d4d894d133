using ChatApp.Core.Messages;

namespace ChatApp.Web.Components.Chat;

/// <summary>All that a row shows. Two equal models draw the same, so a row whose model did not change is not drawn again.</summary>
/// <param name="Message">The message.</param>
/// <param name="SenderName">Its sender's name.</param>
/// <param name="Own">Whether the user wrote it.</param>
/// <param name="First">Whether it begins a group of one sender.</param>
/// <param name="Last">Whether it ends one.</param>
/// <param name="ShowSender">Whether the chat has more than two people, so that names and pictures are needed.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="StatusText">The status in words.</param>
/// <param name="Quote">What it answers.</param>
/// <param name="Acts">What the user may do to it beside what everyone may: see <see cref="MessageRights"/>.</param>
/// <param name="Recalled">Who removed it, in words; <see langword="null"/> for a message that stands.</param>
/// <param name="Mentions">The shown form of each mention, for example @Bob, and whether it is the user.</param>
public sealed record MessageRowModel(
    Message Message,
    string SenderName,
    bool Own,
    bool First,
    bool Last,
    bool ShowSender,
    MessageStatus Status,
    string? StatusText,
    QuoteModel? Quote,
    string Acts,
    string? Recalled,
    MentionMarks Mentions);

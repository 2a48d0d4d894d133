namespace ChatApp.Web.Components.Chat;

/// <summary>Which chats the list shows.</summary>
public enum ChatFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those with unread messages.</summary>
    Unread,

    /// <summary>Those where an unread message names the user.</summary>
    Mentions,

    /// <summary>Groups.</summary>
    Groups,
}

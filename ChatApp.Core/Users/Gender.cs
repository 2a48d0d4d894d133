namespace ChatApp.Core.Users;

/// <summary>What a person says of their gender, by WildfireChat's numbers.</summary>
public enum Gender
{
    /// <summary>Not said.</summary>
    Unset = 0,

    /// <summary>Male.</summary>
    Male = 1,

    /// <summary>Female.</summary>
    Female = 2,

    /// <summary>Another.</summary>
    Other = 3,
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Users;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("users");
        builder.Ignore(account => account.UserId);
        builder.Property(account => account.Id).HasMaxLength(UserId.MaxLength);
        builder.Property(account => account.DisplayName).HasMaxLength(Account.MaxDisplayName);
        builder.Property(account => account.Signature).HasMaxLength(Account.MaxSignature).HasDefaultValue(string.Empty);
        builder.Property(account => account.Gender).HasConversion<short>().HasDefaultValue(Gender.Unset);
        builder.Property(account => account.Avatar).HasMaxLength(64);
        builder.HasIndex(account => account.ClosesAt).HasFilter("closes_at is not null");

        // Whoever proved to have a number or address has it alone.
        builder.HasIndex(account => account.PhoneNumber).IsUnique().HasFilter("phone_number_confirmed");
        builder.HasIndex(account => account.NormalizedEmail).IsUnique().HasDatabaseName("ix_users_confirmed_email").HasFilter("email_confirmed");
        builder.Property(account => account.Status).HasConversion<short>();

        // The prefix search of people: text_pattern_ops serves LIKE 'abc%' in any locale.
        builder.HasIndex(account => account.NormalizedUserName).HasDatabaseName("ix_users_user_name_prefix").HasOperators("text_pattern_ops");
    }
}

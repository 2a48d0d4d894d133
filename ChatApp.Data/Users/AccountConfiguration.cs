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
        builder.Property(account => account.Status).HasConversion<short>();

        // The prefix search of people: text_pattern_ops serves LIKE 'abc%' in any locale.
        builder.HasIndex(account => account.NormalizedUserName).HasDatabaseName("ix_users_user_name_prefix").HasOperators("text_pattern_ops");
    }
}

using ChatApp.Testing;
using Xunit;

namespace ChatApp.Data.Tests;

/// <inheritdoc cref="MeasuredAlone"/>
[CollectionDefinition(MeasuredAlone.Name, DisableParallelization = true)]
public sealed class MeasuredAloneDefinition;

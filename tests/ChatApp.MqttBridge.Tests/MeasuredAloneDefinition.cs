using ChatApp.Testing;

namespace ChatApp.MqttBridge.Tests;

/// <inheritdoc cref="MeasuredAlone"/>
[CollectionDefinition(MeasuredAlone.Name, DisableParallelization = true)]
public sealed class MeasuredAloneDefinition;

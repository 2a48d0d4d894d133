using ChatApp.Browser.Tests.Support;
using Xunit;

// One browser and one program serve every test; each test makes a group or people of its own.
[assembly: AssemblyFixture(typeof(Stage))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

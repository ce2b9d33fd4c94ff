using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM305UnidentifiedMessageTests
{
    private const string Services = "Azure.Messaging.ServiceBus.ServiceBusSender bus, RabbitMQ.Client.IModel rabbit, Confluent.Kafka.IProducer<string, string> kafka, Amazon.SQS.IAmazonSQS sqs, MediatR.IPublisher mediator";

    [Theory]
    [InlineData("await bus.{|IDEM305:SendMessageAsync|}(new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\"));")]
    [InlineData("var sent = new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\"); sent.Subject = \"y\"; await bus.{|IDEM305:SendMessageAsync|}(sent);")]
    [InlineData("await context.{|IDEM305:Publish|}(new Entry { Amount = 1 });")]
    [InlineData("rabbit.{|IDEM305:BasicPublish|}(\"e\", \"k\", false, rabbit.CreateBasicProperties(), default);")]
    [InlineData("await kafka.{|IDEM305:ProduceAsync|}(\"t\", new Confluent.Kafka.Message<string, string> { Key = \"k\", Value = \"v\" });")]
    [InlineData("await sqs.{|IDEM305:SendMessageAsync|}(new Amazon.SQS.Model.SendMessageRequest { MessageBody = \"x\" });")]
    public Task Message_WithoutAnId_Triggers(string statements) => EffectTest.VerifyAsync<IDEM305UnidentifiedMessage>(EffectTest.InConsumer(statements, Services));

    [Theory]
    [InlineData("await bus.SendMessageAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\") { MessageId = message.MessageId.ToString() });")]
    [InlineData("var sent = new Azure.Messaging.ServiceBus.ServiceBusMessage(\"x\"); sent.MessageId = message.MessageId.ToString(); await bus.SendMessageAsync(sent);")]
    [InlineData("await bus.SendMessageAsync(Make(message)); static Azure.Messaging.ServiceBus.ServiceBusMessage Make(Deposited deposited) => new(\"x\") { MessageId = \"m\" };")]
    [InlineData("await context.Publish(new Entry { Amount = 1 }, x => x.MessageId = message.MessageId);")]
    [InlineData("await context.Publish(new Deposited(message.MessageId, 1, 1));")]
    [InlineData("var properties = rabbit.CreateBasicProperties(); properties.MessageId = \"m\"; rabbit.BasicPublish(\"e\", \"k\", false, properties, default);")]
    [InlineData("await kafka.ProduceAsync(\"t\", new Confluent.Kafka.Message<string, string> { Key = \"k\", Value = \"v\", Headers = new() });")]
    [InlineData("await sqs.SendMessageAsync(new Amazon.SQS.Model.SendMessageRequest { MessageBody = \"x\", MessageDeduplicationId = \"m\" });")]
    [InlineData("await context.RespondAsync(new Entry());")]
    public Task Message_WithAnId_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM305UnidentifiedMessage>(EffectTest.InConsumer(statements, Services));

    [Fact]
    public Task Message_ThroughAnOutbox_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM305UnidentifiedMessage>($$"""
        public static class Startup { public static void Add(IBusRegistrationConfigurator x) => x.AddEntityFrameworkOutbox<Bank>(); }
        {{EffectTest.InConsumer("await context.Publish(new Entry { Amount = 1 });", Services)}}
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM305UnidentifiedMessage, IDEM305UnidentifiedMessageFix>(EffectTest.InConsumer("""
        await bus.{|IDEM305:SendMessageAsync|}(new Azure.Messaging.ServiceBus.ServiceBusMessage("x"));
                var sent = new Azure.Messaging.ServiceBus.ServiceBusMessage("x") { Subject = "y" };
                await bus.{|IDEM305:SendMessageAsync|}(sent); // the second
                await sqs.{|IDEM305:SendMessageAsync|}(new() { MessageBody = "x" });
        """, Services), EffectTest.InConsumer("""
        await bus.SendMessageAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage("x") { MessageId = $"bus-{message.MessageId}" });
                var sent = new Azure.Messaging.ServiceBus.ServiceBusMessage("x") { Subject = "y", MessageId = $"bus-2-{message.MessageId}" };
                await bus.SendMessageAsync(sent); // the second
                await sqs.SendMessageAsync(new() { MessageBody = "x", MessageDeduplicationId = $"sqs-{message.MessageId}" });
        """, Services));

    [Theory]
    [InlineData("await context.{|IDEM305:Publish|}(new Entry { Amount = 1 });")]
    [InlineData("await kafka.{|IDEM305:ProduceAsync|}(\"t\", new Confluent.Kafka.Message<string, string> { Key = \"k\", Value = \"v\" });")]
    public Task Fix_WhereTheMessageHasNoPlaceForAnId_IsNotOffered(string statements) => EffectTest.VerifyNoFixAsync<IDEM305UnidentifiedMessage, IDEM305UnidentifiedMessageFix>(EffectTest.InConsumer(statements, Services));
}
